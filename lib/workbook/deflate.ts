/** The zlib format puts two bytes before deflated data and a check sum of four after them. */
const bytesBefore = 2
const bytesAfter = 4

/**
 * Bytes as raw deflate data (RFC 1951), by the compressor that browsers and Node both have. Stopping early ends the reading of `chunks` too.
 * A chunk must not change after it was handed over: it may be packed while the next is made.
 *
 * The zlib format is asked for and cut down, because `deflate-raw` came to Node only with 20.12.
 */
export async function* deflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate')
  const reader = readable.getReader()
  const writer = writable.getWriter()
  const fed = feed(chunks, writer)
  // A fault of the source is thrown below, where it is awaited; until then it is not an unhandled one.
  fed.catch(() => {})

  let isDone = false
  try {
    let toSkip = bytesBefore
    let held = new Uint8Array()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const bytes = joined(held, value.subarray(Math.min(toSkip, value.length)))
      toSkip -= Math.min(toSkip, value.length)
      const ready = Math.max(0, bytes.length - bytesAfter)
      held = bytes.slice(ready)
      if (ready > 0) yield bytes.subarray(0, ready)
    }
    await fed
    isDone = true
  } catch (fault) {
    // The source's own fault says more than that of the stream that it broke.
    await fed
    throw fault
  } finally {
    if (!isDone) await stop(reader, writer, fed)
  }
}

async function feed(
  chunks: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<void> {
  try {
    // One write is waited for while the next chunk is made: so both go on at once, and no more than one waits. (`writer.ready` is no
    // measure: Node takes its count of bytes for a count of chunks.)
    let last: Promise<void> = Promise.resolve()
    for await (const chunk of chunks) {
      await last
      last = writer.write(owned(chunk))
      last.catch(() => {})
    }
    await last
    await writer.close()
  } catch (fault) {
    await writer.abort(fault).catch(() => {})
    throw fault
  }
}

async function stop(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  fed: Promise<void>,
): Promise<void> {
  // The reader first: a write that waits for room would hold up the other.
  await reader.cancel().catch(() => {})
  await writer.abort(new Error('The archive is not wanted any more.')).catch(() => {})
  await fed.catch(() => {})
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}

/** The same bytes, in memory that is not shared between threads, as streams ask. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
}
