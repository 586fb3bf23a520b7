import { ProblemError, problem } from '@/lib/problem'
import { readText } from './read-text'

/**
 * The JSON value in a request's body.
 *
 * @param limitKilobytes as for `readText`
 * @throws body_too_large, body_not_json
 */
export async function readJson(request: Request, limitKilobytes: number): Promise<unknown> {
  try {
    return JSON.parse(await readText(request, limitKilobytes))
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
