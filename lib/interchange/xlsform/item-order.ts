import { namedInText } from '../../questionnaire/filled-text'
import type { DraftItem } from './drafts'

/**
 * Moves each calculation that needs a later item behind the last item that it needs; behind the whole repeat where that item stands in one. What is
 * calculated in a repeat stays in it.
 */
export function laterCalculations(
  items: readonly DraftItem[],
  repeatOf: ReadonlyMap<string, string>,
  sectionAfter: ReadonlyMap<string, string>,
): readonly DraftItem[] {
  const places = new Map(items.map((item, place) => [item.id, place]))
  const lastOf = new Map(
    items.flatMap(({ id }, place) => {
      const repeat = repeatOf.get(id)
      return repeat === undefined ? [] : [[repeat, place] as const]
    }),
  )
  /** The place behind which a name of another part of the form is known. */
  const placeFor = (item: DraftItem, place: number): number => {
    const repeat = repeatOf.get(items[place]?.id ?? '')
    const own = repeatOf.get(item.id)
    if (own !== undefined) return repeat === own ? place : -1
    return repeat === undefined ? place : (lastOf.get(repeat) ?? place)
  }
  const waiting = new Map<number, DraftItem[]>()
  const isMoved = new Set<DraftItem>()
  // From the end, so that a calculation which needs another one finds where that went.
  const settledAt = new Map<string, number>()
  const settle = (item: DraftItem, depth: number): number => {
    const known = settledAt.get(item.id)
    if (known !== undefined) return known
    const own = places.get(item.id) ?? 0
    settledAt.set(item.id, own)
    if (item.definition.type !== 'calculated' || depth > 1_000) return own
    const needs = namedInText(`${item.definition.calculation} ${item.definition.relevant ?? ''}`)
    const needed = needs.map((id) => {
      const entries = repeatOf.has(item.id) ? undefined : lastOf.get(id)
      const one = items[places.get(id) ?? -1]
      return entries ?? (one === undefined ? own : placeFor(item, settle(one, depth + 1)))
    })
    const latest = Math.max(own, ...needed)
    settledAt.set(item.id, latest)
    return latest
  }
  for (const item of items) {
    const latest = settle(item, 0)
    if (latest > (places.get(item.id) ?? 0)) {
      isMoved.add(item)
      waiting.set(latest, [...(waiting.get(latest) ?? []), item])
    }
  }
  return items.flatMap((item, place) => {
    const repeat = repeatOf.get(item.id)
    const isWithin = ({ id }: DraftItem) => repeat === undefined || repeatOf.get(id) === repeat
    const behind = waiting.get(place) ?? []
    const section = sectionAfter.get(repeat ?? '') ?? item.section
    const after = [
      ...behind.filter(isWithin).map((moved) => ({ ...moved, section: item.section })),
      ...behind.filter((moved) => !isWithin(moved)).map((moved) => ({ ...moved, section })),
    ]
    return [...(isMoved.has(item) ? [] : [item]), ...after]
  })
}
