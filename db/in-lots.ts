import { setImmediate as othersTurn } from 'node:timers/promises'

/**
 * Rows of a long reading, some at a time; between two lots others have their turn. For `db` only.
 *
 * @param size most rows of a lot
 * @param read the next rows after an id, in the order of ids; from the first where it is ''
 */
export async function* inLots<Row extends { readonly id: string }>(
  size: number,
  read: (after: string, size: number) => readonly Row[],
): AsyncGenerator<Row> {
  for (let after = ''; ; ) {
    const rows = read(after, size)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < size) return
    after = last.id
    await othersTurn()
  }
}
