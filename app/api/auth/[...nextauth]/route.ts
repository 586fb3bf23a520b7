import type { NextRequest } from 'next/server'
import { serveNextAuth } from '@/app/auth'

type Context = { readonly params: Promise<{ nextauth: string[] }> }

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return serveNextAuth(request, (await params).nextauth)
}

export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return serveNextAuth(request, (await params).nextauth)
}
