/**
 * A request's body. One that says it is too long is not read at all, one that turns out to be is let go while it arrives.
 *
 * @param limit the most bytes that are held
 * @returns null when there are more
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let length = 0
  if (request.body !== null) {
    for await (const chunk of request.body) {
      length += chunk.byteLength
      if (length > limit) return null
      chunks.push(chunk)
    }
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
