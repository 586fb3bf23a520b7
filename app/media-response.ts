/** Nothing in the file can load or run anything, whatever it is taken for; no other site can show it. */
const headersOfEach = {
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
} as const

/**
 * A recording or a picture, or the part of it that was asked for. No browser keeps it by itself: which questions somebody heard
 * tells what that person answered before. The service worker answers by it as well, from what it kept of all of them.
 *
 * @param wanted the request's `Range`: Safari plays nothing that is not sent in parts
 */
export function mediaResponse(
  { contentType, bytes }: { readonly contentType: string; readonly bytes: Uint8Array },
  wanted: string | null,
): Response {
  const range = rangeOf(wanted, bytes.length)
  if (range === 'none') {
    return new Response(null, {
      status: 416,
      headers: { ...headersOfEach, 'content-range': `bytes */${bytes.length}` },
    })
  }
  const [from, to] = range ?? [0, bytes.length - 1]
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: range === null ? 200 : 206,
    headers: {
      ...headersOfEach,
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${bytes.length}` }),
      'content-type': contentType,
      'content-length': String(to - from + 1),
    },
  })
}

/** In place of a file that is not served: its status and nothing else. */
export function noMediaResponse(status: number): Response {
  return new Response(null, { status, headers: headersOfEach })
}

/**
 * The first and the last byte that a `Range` asks for.
 *
 * @param length bytes of the whole, 1 or more
 * @returns null for the whole: no range, several, or one of another unit; `none` when no byte of the file lies in it
 * @see RFC 9110, section 14.1.2
 */
export function rangeOf(
  wanted: string | null,
  length: number,
): readonly [first: number, last: number] | 'none' | null {
  const [, start = '', end = ''] = /^bytes=(\d*)-(\d*)$/.exec(wanted?.trim() ?? '') ?? []
  if (start === '' && end === '') return null
  if (start === '') {
    const count = Math.min(Number(end), length)
    return count === 0 ? 'none' : [length - count, length - 1]
  }
  const first = Number(start)
  const last = end === '' ? length - 1 : Math.min(Number(end), length - 1)
  if (end !== '' && Number(end) < first) return null
  return first >= length ? 'none' : [first, last]
}
