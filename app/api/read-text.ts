import { problem } from '@/lib/problem'
import { readBytes } from './read-bytes'

/**
 * The text in a request's body.
 *
 * @param limitKilobytes the most that is read, in units of 1,024 bytes; a longer body is refused while it arrives
 * @throws body_too_large; TypeError when it is not UTF-8
 */
export async function readText(request: Request, limitKilobytes: number): Promise<string> {
  const bytes = await readBytes(request, limitKilobytes * 1024)
  if (bytes === null) throw problem('body_too_large', { limitKilobytes })
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
