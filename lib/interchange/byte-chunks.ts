/** Characters gathered before they are encoded: large enough that a file of gigabytes passes in few steps. */
const charactersOfAChunk = 65_536

/**
 * Pieces of text as UTF-8 in chunks of some 64 kB. A lone half of a surrogate pair becomes U+FFFD; a piece never ends between two halves.
 */
export async function* utf8Chunks(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting = ''
  for await (const piece of pieces) {
    waiting += piece
    if (waiting.length >= charactersOfAChunk) {
      yield encoder.encode(waiting)
      waiting = ''
    }
  }
  if (waiting !== '') yield encoder.encode(waiting)
}
