import { z } from 'zod'
import { problem } from '@/lib/problem'
import { store } from './connection'

/** One page of a list. */
export type Page<T> = {
  readonly items: readonly T[]
  /** Cursor of the next page, to be given back unchanged; null on the last one. */
  readonly more: string | null
}

/** Which page is asked for, as an address writes it. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce
    .number('Give a whole number from 1 to 200.')
    .int('Give a whole number from 1 to 200.')
    .min(1, 'Give a whole number from 1 to 200.')
    .max(200, 'Give a whole number from 1 to 200.')
    .default(50)
    .describe('Most items on the page.'),
  after: z
    .string()
    .max(400)
    .optional()
    .describe('The cursor `more` of the page before. Left out, the list begins at its start.'),
})

export type PageQuery = z.input<typeof pageQuerySchema>

const macBytes = 16

/**
 * The page of a list that begins after a cursor. A cursor names the last item that was shown, not a place: what is added or
 * taken away meanwhile neither repeats nor hides another item.
 *
 * @param list which list it is: the cursor of another one is refused. For `db` only
 * @param itemsAfter the items after one (null: from the start) in the order of the list, at most so many
 * @param keyOf what tells an item's place in that order
 * @throws input_invalid naming `after`
 */
export function pageOf<T>(
  list: string,
  { limit, after }: z.output<typeof pageQuerySchema>,
  itemsAfter: (key: string | null, most: number) => readonly T[],
  keyOf: (item: T) => string,
): Page<T> {
  // One more than is shown tells whether there is another page.
  const found = itemsAfter(after === undefined ? null : keyIn(list, after), limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, more: last !== undefined && found.length > limit ? cursorOf(list, keyOf(last)) : null }
}

function cursorOf(list: string, key: string): string {
  return Buffer.concat([macOf(list, key), Buffer.from(key)]).toString('base64url')
}

function keyIn(list: string, cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').subarray(macBytes).toString()
  if (cursorOf(list, key) === cursor) return key
  const message =
    'This is not a cursor of this list. Give the "more" of the page before, unchanged, or leave "after" out.'
  throw problem('input_invalid', undefined, [{ path: 'after', code: 'cursor_unknown', message }])
}

function macOf(list: string, key: string): Buffer {
  return store()
    .vault.mac('cursor', JSON.stringify([list, key]))
    .subarray(0, macBytes)
}
