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
