import { problem } from '@/lib/problem'
import { refusalAnswer } from './answer'

type Handler = (request: Request) => Promise<Response>

/**
 * What a `route.ts` exports under the methods that it does not take itself: the framework would refuse them without a word.
 *
 * @param taken the methods that it takes
 */
export function otherMethods(...taken: readonly ('GET' | 'HEAD' | 'POST')[]) {
  const allow = [...taken, 'OPTIONS'].join(', ')
  const refuse: Handler = async ({ method }) =>
    refusalAnswer(problem('method_not_allowed', { method, allow }))
  const tell: Handler = async () => new Response(null, { status: 204, headers: { allow } })
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: tell }
}
