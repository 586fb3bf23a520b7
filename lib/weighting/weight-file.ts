import type { Problem, Result } from '@/lib/result'
import { type PastedRow, pastedTable, writtenNumber } from './pasted-table'

/** One person's design weight, as a file gives it. */
export type WeightRow = {
  readonly line: number
  /** As in the imported file, or a submission id. */
  readonly id: string
  /** Finite and positive. */
  readonly weight: number
  /** '' without strata. */
  readonly stratum: string
  /** Sampling unit within the stratum; '' where each person is one. */
  readonly psu: string
}

export type WeightFile = {
  readonly rows: readonly WeightRow[]
  /** Sampling units in the population by stratum, where the file gives them. */
  readonly unitsInPopulation: Readonly<Record<string, number>>
  /** Strata of which one unit was drawn only: allowed, and to be said. */
  readonly lonelyStrata: readonly string[]
}

const columns = ['id', 'weight', 'stratum', 'psu', 'fpc'] as const
type Column = (typeof columns)[number]
/** Characters of the name of a stratum, so that every file format can hold it. */
const longestName = 60

/**
 * Reads design weights: a heading with `id` and `weight`, and where people were drawn by them `stratum`, `psu` (sampling unit within the
 * stratum) and `fpc` (sampling units that the population has in the stratum). Other columns are left alone.
 *
 * @returns every problem otherwise, by line and column; ids are not repeated in messages
 */
export function readWeightFile(text: string): Result<WeightFile> {
  const read = pastedTable(text)
  if (!read.ok) return read
  const [heading, ...lines] = read.value.rows
  const places = placesOf(heading)
  if (!places.ok) return places
  if (lines.length === 0) {
    const message = 'There is no weight under the heading. Give one line a person.'
    return { ok: false, problems: [{ path: 'line 2', code: 'weights_empty', message }] }
  }
  const problems: Problem[] = []
  const rows: WeightRow[] = []
  const lineOfId = new Map<string, number>()
  const population = new Map<string, { readonly units: number; readonly line: number }>()
  for (const { line, cells } of lines) {
    const report = (column: Column, code: string, message: string) =>
      problems.push({ path: `line ${line}, ${column}`, code, message })
    const cell = (column: Column) => cells[places.value.get(column) ?? -1] ?? ''
    const id = cell('id')
    const earlier = lineOfId.get(id)
    if (id === '')
      report('id', 'id_missing', 'The id is missing. Give the id that the person has in the imported file.')
    else if (earlier !== undefined)
      report('id', 'id_repeated', `This id stands in line ${earlier} already. Give each person one line.`)
    else lineOfId.set(id, line)
    const weight = weightIn(cell('weight'), read.value, (code, message) => report('weight', code, message))
    const stratum = cell('stratum')
    const psu = cell('psu')
    if (places.value.has('stratum') && stratum === '')
      report(
        'stratum',
        'stratum_missing',
        'The stratum is missing. Name one for each person, or leave out the column.',
      )
    if (stratum.length > longestName)
      report(
        'stratum',
        'stratum_long',
        `The name of the stratum has more than ${longestName} characters. Shorten it.`,
      )
    if (places.value.has('psu') && psu === '')
      report(
        'psu',
        'psu_missing',
        'The sampling unit is missing. Name one for each person, or leave out the column.',
      )
    if (places.value.has('fpc') && cell('fpc') !== '') {
      const units = writtenNumber(cell('fpc'), read.value)
      const known = population.get(stratum)
      if (units === null || !Number.isInteger(units) || units < 1)
        report(
          'fpc',
          'fpc_not_count',
          'This is not a number of sampling units. Give how many the population has in the stratum, a whole number from 1; not the share that was drawn.',
        )
      else if (known !== undefined && known.units !== units)
        report(
          'fpc',
          'fpc_differs',
          `Line ${known.line} gives ${known.units} units for the same stratum. Give one number a stratum.`,
        )
      else population.set(stratum, known ?? { units, line })
    }
    if (id !== '' && weight !== null) rows.push({ line, id, weight, stratum, psu })
  }
  const drawn = unitsByStratum(rows)
  for (const [stratum, { units, line }] of population) {
    const own = drawn.get(stratum) ?? 0
    if (own > units) {
      const message = `${own} sampling units were drawn${inStratum(stratum)}, which is more than the ${units} of the population. Correct the number.`
      problems.push({ path: `line ${line}, fpc`, code: 'fpc_below_sample', message })
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      rows,
      unitsInPopulation: Object.fromEntries([...population].map(([stratum, { units }]) => [stratum, units])),
      lonelyStrata: lonelyStrata(rows),
    },
  }
}

/** Strata in which one sampling unit was drawn only. */
export function lonelyStrata(
  people: readonly { readonly stratum: string; readonly psu: string }[],
): readonly string[] {
  return [...unitsByStratum(people)].filter(([, units]) => units === 1).map(([stratum]) => stratum)
}

/** What becomes of a stratum with one unit. */
export function lonelyInWords(stratum: string): string {
  return `${stratum === '' ? 'The sample' : `The stratum "${stratum}"`} has one sampling unit only. Nothing tells how units differ there, so its variance is centred at zero, which errs on the wide side. Join it with a stratum like it where you can.`
}

function unitsByStratum(
  people: readonly { readonly stratum: string; readonly psu: string }[],
): ReadonlyMap<string, number> {
  const units = new Map<string, Set<string | number>>()
  for (const [place, { stratum, psu }] of people.entries()) {
    const own = units.get(stratum) ?? new Set()
    own.add(psu === '' ? place : psu)
    units.set(stratum, own)
  }
  return new Map([...units].map(([stratum, own]) => [stratum, own.size]))
}

function inStratum(stratum: string): string {
  return stratum === '' ? '' : ` in the stratum "${stratum}"`
}

function placesOf(heading: PastedRow | undefined): Result<ReadonlyMap<Column, number>> {
  const names = (heading?.cells ?? []).map((name) => name.toLowerCase())
  const problems: Problem[] = []
  for (const column of ['id', 'weight'] as const) {
    if (names.includes(column)) continue
    const message = `The column "${column}" is missing. The first line names the columns: id, weight, and where there are such stratum, psu, fpc.`
    problems.push({ path: `line ${heading?.line ?? 1}, ${column}`, code: 'column_missing', message })
  }
  for (const column of columns) {
    if (names.indexOf(column) === names.lastIndexOf(column)) continue
    const message = `The column "${column}" stands twice. Take one of them out.`
    problems.push({ path: `line ${heading?.line ?? 1}, ${column}`, code: 'column_repeated', message })
  }
  if (problems.length > 0) return { ok: false, problems }
  const places = columns.flatMap((column) => {
    const place = names.indexOf(column)
    return place === -1 ? [] : [[column, place] as const]
  })
  return { ok: true, value: new Map(places) }
}

function weightIn(
  cell: string,
  table: Parameters<typeof writtenNumber>[1],
  report: (code: string, message: string) => void,
): number | null {
  const weight = writtenNumber(cell, table)
  if (cell === '')
    report('weight_missing', 'The weight is missing. Give a number above zero, or leave the line out.')
  else if (weight === null)
    report(
      'weight_not_number',
      'This weight is not a number. Write it as 1.25, without marks between thousands.',
    )
  else if (!(weight > 0))
    report(
      'weight_not_positive',
      `The weight is ${weight}. Nobody stands for fewer than no one: give a number above zero, or leave the line out.`,
    )
  else return weight
  return null
}
