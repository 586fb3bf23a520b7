import { breakdownsOf, type CellAddress, categoriesOf } from '@/lib/disclosure/lattice'
import type { TablePlan } from '@/lib/disclosure/table-plan'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { CellPart } from './cell'
import { countUnits, type UnitCounts } from './estimate'
import type { CellSums } from './sums'
import type { ReleasedWeighting } from './weighting'

/** Band codes by name of breakdown, and the category under `category`: `{category: 'victim', gender: 'woman'}`. */
export type Group = Readonly<Record<string, string>>

/** People of one cell of a table who share a sampling unit, with their values of every name a table is made by. */
export type TablePart = CellPart & { readonly group: Group }

/** A row of a table as it is kept. */
export type TableRow = { readonly address: CellAddress; readonly sums: CellSums }

/** @throws RangeError when the row belongs to another table than the plan's */
export function tablePartOf({ address, sums }: TableRow, plan: TablePlan, wave: string): TablePart {
  if (address.breakdowns !== plan.breakdowns)
    throw new RangeError(`The rows are of the table "${address.breakdowns}", not of "${plan.breakdowns}".`)
  const names = plan.breakdowns === '' ? [] : plan.breakdowns.split(',')
  const bands = address.bands.split(',')
  const group: Record<string, string> = { category: address.category, wave }
  for (const [index, name] of names.entries()) group[name] = bands[index] ?? ''
  return { stratum: address.stratum, psu: address.psu, sums, group }
}

/** The sampling units that a table was drawn from. @param everybody all parts of the table, unfiltered */
export function designOf(
  everybody: readonly TablePart[],
  weighting: Pick<ReleasedWeighting, 'unitsInPopulation'> | null,
): UnitCounts {
  const units = everybody.map(({ stratum, psu, sums }) => ({ stratum, psu, n: sums.n }))
  return countUnits(units, weighting?.unitsInPopulation)
}

/** Whether people are inside the filter, that by category left aside. */
export function isInside(part: TablePart, where: TablePlan['where']): boolean {
  return Object.entries(where).every(([name, code]) => name === 'category' || part.group[name] === code)
}

/** Parts of a table by the values of some names, under `keyOf`; only groups with somebody in them. @param names `category`, `wave` or breakdowns */
export function groupedBy(
  parts: readonly TablePart[],
  names: readonly string[],
): ReadonlyMap<string, readonly TablePart[]> {
  const groups = new Map<string, TablePart[]>()
  for (const part of parts) {
    const key = keyOf(part.group, names)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [part])
    else group.push(part)
  }
  return groups
}

/** What a group is kept under: its values of some names in their order, parted by commas; empty where it has none. */
export function keyOf(group: Group, names: readonly string[]): string {
  return names.map((name) => group[name] ?? '').join(',')
}

/**
 * Every combination of values of the names, the last name changing fastest.
 *
 * @param bandsOf codes of a breakdown
 */
export function groupsOf(
  questionnaire: Questionnaire,
  names: readonly string[],
  where: TablePlan['where'],
  wave: string,
  bandsOf: (name: string) => readonly string[] = (name) => latticeBands(questionnaire, name),
): readonly Group[] {
  const valuesOf = (name: string): readonly string[] => {
    const only = where[name]
    if (only !== undefined) return [only]
    if (name === 'category') return categoriesOf(questionnaire)
    return name === 'wave' ? [wave] : bandsOf(name)
  }
  return names.reduce<readonly Group[]>(
    (groups, name) => groups.flatMap((group) => valuesOf(name).map((value) => ({ ...group, [name]: value }))),
    [{}],
  )
}

function latticeBands(questionnaire: Questionnaire, name: string): readonly string[] {
  const breakdown = breakdownsOf(questionnaire).find((candidate) => candidate.id === name)
  return breakdown?.bands.map((band) => band.code) ?? []
}
