import { setImmediate as othersTurn } from 'node:timers/promises'

/** Milliseconds after which others have their turn: whoever answers meanwhile waits no longer than this for it. */
const longestTurn = 8

/**
 * Rows of a long reading, some at a time; between two lots, and within one that takes long, others have their turn. For `db` only.
 *
 * @param size most rows of a lot
 * @param read the next rows after an id, in the order of ids; from the first where it is ''
 */
export async function* inLots<Row extends { readonly id: string }>(
  size: number,
  read: (after: string, size: number) => readonly Row[],
): AsyncGenerator<Row> {
  let since = performance.now()
  for (let after = ''; ; ) {
    const rows = read(after, size)
    for (const row of rows) {
      yield row
      if (performance.now() - since < longestTurn) continue
      await othersTurn()
      since = performance.now()
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < size) return
    after = last.id
    await othersTurn()
    since = performance.now()
  }
}
