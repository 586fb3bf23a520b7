import type { NextRequest } from 'next/server'
import { problemResponse } from '@/app/api/problem-response'
import { serveNextAuth } from '@/app/auth'

type Context = { readonly params: Promise<{ nextauth: string[] }> }

async function serve(request: NextRequest, { params }: Context): Promise<Response> {
  try {
    return await serveNextAuth(request, (await params).nextauth)
  } catch (error) {
    return problemResponse(error)
  }
}

export { serve as GET, serve as POST }
