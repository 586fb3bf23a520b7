import type { NextRequest } from 'next/server'
import { beginAtService } from '@/app/auth'
import { countWay } from '@/app/code-tries'
import { ownPath } from '@/app/own-path'
import { ProblemError } from '@/lib/problem'

/**
 * The way to the sign-in service. An address and not a form: the page's own policy lets forms lead nowhere else, and who is sent
 * here by another site only meets the service's own question.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const location = await wayFor(request)
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

async function wayFor(request: NextRequest): Promise<string> {
  try {
    countWay(request)
    return await beginAtService(ownPath(request.nextUrl.searchParams.get('next')))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return `/sign-in?error=${error.code}`
  }
}
