import { isDeeperThan } from '@/lib/json-depth'
import { ProblemError, problem } from '@/lib/problem'
import { readText } from './read-text'

/** How deep lists and objects of a body may stand inside of each other, unless more is said. */
export const usualDepth = 8

/**
 * The JSON value in a request's body.
 *
 * @param limitKilobytes as for `readText`
 * @param deepest as for `isDeeperThan`
 * @throws body_too_large, body_too_deep, body_not_json
 */
export async function readJson(
  request: Request,
  limitKilobytes: number,
  deepest: number = usualDepth,
): Promise<unknown> {
  try {
    const text = await readText(request, limitKilobytes)
    if (isDeeperThan(text, deepest)) throw problem('body_too_deep', { deepest })
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw problem('body_not_json')
  }
}

/**
 * Programs may send from anywhere; the pages of other sites may not make their visitors' browsers do it.
 *
 * @throws sent_by_another_site
 */
export function refuseForeignPages(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw problem('sent_by_another_site')
}
