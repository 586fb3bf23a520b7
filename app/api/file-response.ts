import { rangeOf } from '../media-response'

/** A file that is handed over to be kept: no cache on the way keeps it too, and nothing in it can run as one of our pages. */
const headersOfEach = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
} as const

type NamedFile = {
  /** Letters, digits, `-`, `_` and `.`: made by us. */
  readonly fileName: string
  readonly contentType: string
}

/**
 * A file that is made while it is sent: its length is not known, and it cannot be resumed.
 *
 * @param close is called once, when the last byte was taken or nobody takes any more
 */
export function streamResponse(
  file: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
  close: () => void = () => {},
): Response {
  return new Response(streamOf(bytes, close), { headers: headersOf(file) })
}

/**
 * A file that is there whole, or the part of it that a download still lacks.
 *
 * @param wanted.range the request's `Range`
 * @param wanted.ifRange the request's `If-Range`: another file than this is sent whole
 * @see RFC 9110, sections 13.1.5 and 14
 */
export function partResponse(
  file: NamedFile & {
    readonly bytes: number
    readonly tag: string
    readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>
  },
  wanted: { readonly range: string | null; readonly ifRange: string | null },
): Response {
  const tag = `"${file.tag}"`
  const headers = { ...headersOf(file), 'accept-ranges': 'bytes', etag: tag }
  const isSameFile = wanted.ifRange === null || wanted.ifRange.trim() === tag
  const range = rangeOf(isSameFile ? wanted.range : null, file.bytes)
  if (range === 'none') {
    return new Response(null, {
      status: 416,
      headers: { ...headersOfEach, 'content-range': `bytes */${file.bytes}` },
    })
  }
  const [from, to] = range ?? [0, file.bytes - 1]
  return new Response(streamOf(file.read(from, to)), {
    status: range === null ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(to - from + 1),
      ...(range !== null && { 'content-range': `bytes ${from}-${to}/${file.bytes}` }),
    },
  })
}

function headersOf({ fileName, contentType }: NamedFile): Record<string, string> {
  return {
    ...headersOfEach,
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  }
}

/** Bytes as they are asked for: no more are made than the reader takes. */
function streamOf(
  bytes: AsyncIterable<Uint8Array>,
  close: () => void = () => {},
): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await iterator.next()
          if (next.done !== true) return controller.enqueue(next.value)
          controller.close()
          close()
        } catch (error) {
          close()
          throw error
        }
      },
      async cancel() {
        await iterator.return?.()
        close()
      },
    },
    { highWaterMark: 1 },
  )
}
