import { mostItems } from '../../questionnaire/definition'
import type { DraftItem, DraftRepeat } from './drafts'
import type { Remarks } from './remarks'

/** Entries of a repeat for which the form names no bound. */
const usualMost = 20
/** The most that the questionnaire format has. */
const mostEntries = 50

/**
 * The repeats with how many entries each may have; said where the form does not say it. All entries together find room in a questionnaire.
 *
 * @param repeatOf the repeat in which each item stands
 * @param written how many Foothold wrote beside the form, by the id of the repeat; undefined where it wrote nothing
 */
export function boundedRepeats(
  repeats: readonly DraftRepeat[],
  items: readonly DraftItem[],
  repeatOf: ReadonlyMap<string, string>,
  written: (repeatId: string) => unknown,
  remarks: Remarks,
): readonly DraftRepeat[] {
  const counted = repeats.map((repeat) => {
    const most = written(repeat.id)
    if (typeof most === 'number') return { repeat, most, isKnown: true }
    return { repeat, ...boundOf(repeat.definition.count, items) }
  })
  const sizeOf = ({ id }: DraftRepeat) => items.filter((item) => repeatOf.get(item.id) === id).length
  const inEntries = counted.reduce((sum, { repeat, most }) => sum + sizeOf(repeat) * most, 0)
  const plain = items.length - counted.reduce((sum, { repeat }) => sum + sizeOf(repeat), 0)
  const share = Math.min(1, Math.max(0, mostItems - plain) / Math.max(1, inEntries))
  return counted.map(({ repeat, most: wished, isKnown }) => {
    const most = Math.max(2, Math.floor(wished * share))
    if (!isKnown || most < wished)
      remarks.note(
        repeat.row.place(repeat.row.text('repeat_count') === '' ? 'type' : 'repeat_count'),
        'repeat_bounded',
        `It is asked ${most} times at most. Change that in the editor.`,
      )
    return { ...repeat, definition: { ...repeat.definition, most } }
  })
}

/** How many entries a repeat may have by its count: a number that is written, or the most of the item that is counted by. */
function boundOf(
  count: string | null,
  items: readonly DraftItem[],
): { readonly most: number; readonly isKnown: boolean } {
  const number = Number(count?.trim() || Number.NaN)
  if (Number.isFinite(number))
    return { most: Math.min(mostEntries, Math.max(2, Math.floor(number))), isKnown: number <= mostEntries }
  const [, counting] = /^\s*\$\{(\w+)\}\s*$/.exec(count ?? '') ?? []
  const most = items.find(({ id }) => id === counting)?.definition.max
  if (typeof most === 'number' && most <= usualMost)
    return { most: Math.max(2, Math.floor(most)), isKnown: true }
  return { most: usualMost, isKnown: false }
}
