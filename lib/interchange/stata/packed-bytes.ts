/** Bytes that have to wait, kept compressed. */
export type PackedBytes = {
  readonly add: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  /** How many were added. */
  readonly length: () => number
  /** Ends the adding and hands them out again in pieces, letting go of each; once. */
  readonly unpack: () => AsyncGenerator<Uint8Array>
}

/** Keeps bytes with gzip: rows of survey answers take about a tenth of their size. */
export function packedBytes(): PackedBytes {
  const gzip = new CompressionStream('gzip')
  const writer = gzip.writable.getWriter()
  const kept = allOf(gzip.readable)
  // Whoever adds is told of a failure; here it must only not be an unheard one.
  kept.catch(() => undefined)
  let length = 0
  return {
    add: async (bytes) => {
      length += bytes.length
      await writer.write(bytes)
    },
    length: () => length,
    unpack: async function* () {
      await writer.close()
      const pieces = await kept
      const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => {
          const piece = pieces.shift()
          if (piece === undefined) controller.close()
          else controller.enqueue(piece)
        },
      })
      const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader()
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
    },
  }
}

async function allOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>[]> {
  const reader = stream.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value)
  return pieces
}
