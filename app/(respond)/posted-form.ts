/** Most of a posted page that is read, in bytes: answers of 256 kB, and their fields' names in URL encoding. */
const limit = 1024 * 1024

/**
 * The fields of a form that one of our own pages posted.
 *
 * @returns null when another site sent it, when it is too large, or when it is no form
 */
export async function readPostedForm(request: Request): Promise<URLSearchParams | null> {
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') return null
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return null
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  if (request.body !== null) {
    for await (const chunk of request.body) {
      length += chunk.byteLength
      if (length > limit) return null
      text += decoder.decode(chunk, { stream: true })
    }
  }
  return new URLSearchParams(text + decoder.decode())
}
