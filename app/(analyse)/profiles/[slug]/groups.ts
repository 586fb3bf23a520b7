import type { Profile } from '@/lib/profile/profile'
import { type Group, keyOf } from '@/lib/profile/table-parts'

/** A group as an address writes it: its codes in the order of the table's names, parted by commas. */
export function writtenGroup(group: Group, names: readonly string[]): string {
  return keyOf(group, names)
}

/**
 * The two groups that an address compares (`first`, `second`); where it names none, those of which most is to be said: harmed and average
 * migrants, else the first two that are shown. Of one that the address does not name another is taken than of the one that it does.
 *
 * @returns null when the table has not two groups
 */
export function readGroups(
  search: URLSearchParams,
  { cells, by }: Profile,
): readonly [first: Group, second: Group] | null {
  const visible = cells.filter((cell) => !cell.suppressed)
  const named = (name: string) => cells.find((cell) => writtenGroup(cell.group, by) === search.get(name))
  const usual = (category: string) =>
    by.length === 1 ? visible.find((cell) => cell.group.category === category) : undefined
  const other = (category: string, than: Profile['cells'][number] | undefined) =>
    [usual(category), ...visible].find((cell) => cell !== undefined && cell !== than)
  const first = named('first') ?? other('victim', named('second'))
  const second = named('second') ?? other('average', first)
  return first === undefined || second === undefined ? null : [first.group, second.group]
}
