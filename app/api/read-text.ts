import { problem } from '@/lib/problem'

/**
 * The text in a request's body.
 *
 * @param limitKilobytes the most that is read, in units of 1,024 bytes; a longer body is refused while it arrives
 * @throws body_too_large; TypeError when it is not UTF-8
 */
export async function readText(request: Request, limitKilobytes: number): Promise<string> {
  const limit = limitKilobytes * 1024
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw problem('body_too_large', { limitKilobytes })
  const chunks: Uint8Array[] = []
  let length = 0
  if (request.body !== null) {
    for await (const chunk of request.body) {
      length += chunk.byteLength
      if (length > limit) throw problem('body_too_large', { limitKilobytes })
      chunks.push(chunk)
    }
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(joined(chunks, length))
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const only = chunks[0]
  if (chunks.length === 1 && only !== undefined) return only
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
