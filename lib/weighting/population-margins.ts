import { type Breakdown, breakdownsOf } from '@/lib/disclosure/lattice'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Problem, Result } from '@/lib/result'
import { type PastedTable, pastedTable, writtenNumber } from './pasted-table'

/** A way to divide the population, with the true size of each part. */
export type PopulationMargin = {
  /** Ids of one or two breakdowns, which the parts cross. */
  readonly breakdowns: readonly string[]
  readonly categories: readonly PopulationCategory[]
}

export type PopulationCategory = {
  /** The bands that it joins, codes of a cross joined by `*`: `["a18_24*woman", "a25_34*woman"]`. */
  readonly cells: readonly string[]
  /** People, or a share: of a margin that sums to 1, or to 100, the parts are shares. */
  readonly population: number
}

/** Name of a margin: `gender`, `age_band*gender`. */
export function nameOfMargin({ breakdowns }: Pick<PopulationMargin, 'breakdowns'>): string {
  return breakdowns.join('*')
}

/** Name of a category: its bands, `a18_24 + a25_34`. */
export function nameOfCategory({ cells }: Pick<PopulationCategory, 'cells'>): string {
  return cells.join(' + ')
}

/**
 * Reads margins as they are typed or pasted: one category a line, with breakdown, band and population. A band is named by its code, or
 * by its label in any language of the questionnaire.
 *
 * | breakdown | band | population | |
 * |---|---|---|---|
 * | `gender` | `woman` | `0.48` | a share |
 * | `age_band` | `a18_24 + a25_34` | `5200` | two bands joined: with spaces, since labels may end in a plus sign |
 * | `gender*age_band` | `woman*a18_24` | `12%` | a cell of two breakdowns |
 *
 * A heading is left out. Margins are in the order of their first lines.
 *
 * @returns every problem otherwise, by line and column
 */
export function readPopulationMargins(
  text: string,
  questionnaire: Questionnaire,
): Result<readonly PopulationMargin[]> {
  const read = pastedTable(text)
  if (!read.ok) return read
  const known = breakdownsOf(questionnaire)
  const problems: Problem[] = []
  const margins = new Map<string, { breakdowns: readonly string[]; categories: PopulationCategory[] }>()
  const lineOfCell = new Map<string, number>()
  for (const [place, { line, cells }] of read.value.rows.entries()) {
    const report = (column: string, code: string, message: string) =>
      problems.push({ path: `line ${line}, ${column}`, code, message })
    const [breakdown = '', band = '', population = '', ...rest] = cells
    const isHeading =
      place === 0 && writtenNumber(population, read.value) === null && breakdownIn(known, breakdown) === null
    if (isHeading && !/^\d/.test(population)) continue
    if (rest.some((cell) => cell !== '')) {
      report(
        'population',
        'too_many_cells',
        'This line has more than three cells. Write breakdown, band and population.',
      )
      continue
    }
    const crossed = breakdown.split(/[*×]/).map((name) => breakdownIn(known, name.trim()))
    const found = crossed.filter((one) => one !== null)
    const allowed = known.map(({ id }) => id).join(', ')
    if (found.length < crossed.length)
      report(
        'breakdown',
        'breakdown_unknown',
        `There is no breakdown "${breakdown}". Choose among: ${allowed}.`,
      )
    else if (new Set(found).size < found.length || found.length > 2)
      report(
        'breakdown',
        'breakdown_crossed',
        'Cross two different breakdowns at most, as in gender*age_band.',
      )
    const size = sizeIn(population, read.value, report)
    if (found.length < crossed.length || problems.some(({ path }) => path.startsWith(`line ${line},`)))
      continue
    const joined = cellsIn(found, band, report)
    if (joined === null || size === null) continue
    const sorted = found.map(({ id }) => id).toSorted()
    const name = sorted.join('*')
    const repeated = joined.find((cell) => lineOfCell.has(`${name} ${cell}`))
    if (repeated !== undefined) {
      const first = lineOfCell.get(`${name} ${repeated}`)
      report(
        'band',
        'band_repeated',
        `"${repeated}" of "${name}" stands in line ${first} already. Give each band once.`,
      )
      continue
    }
    for (const cell of joined) lineOfCell.set(`${name} ${cell}`, line)
    const margin = margins.get(name) ?? { breakdowns: sorted, categories: [] }
    margin.categories.push({ cells: joined, population: size })
    margins.set(name, margin)
  }
  if (problems.length === 0 && margins.size === 0) {
    problems.push({
      path: 'line 1',
      code: 'margins_empty',
      message:
        'There are no margins. Write one category a line: breakdown, band, and its share or number of people.',
    })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...margins.values()] }
}

type Report = (column: string, code: string, message: string) => void

function sizeIn(cell: string, table: PastedTable, report: Report): number | null {
  const size = writtenNumber(cell, table)
  if (size === null) {
    const message =
      cell === ''
        ? 'The population is missing. Give the share or the number of people of this category.'
        : `"${cell}" is not a number that can be read in one way only. Write 0.485, 48.5% or 1200, without marks between thousands.`
    report('population', cell === '' ? 'population_missing' : 'population_not_number', message)
    return null
  }
  if (size > 0) return size
  report(
    'population',
    'population_not_positive',
    `The population is ${cell}. Give a number above zero, or leave the category out where nobody is in it.`,
  )
  return null
}

function breakdownIn(known: readonly Breakdown[], name: string): Breakdown | null {
  return known.find(({ id }) => id === name.toLowerCase()) ?? null
}

/** The cells that a category joins, breakdowns in alphabetical order; null when a band is not known. */
function cellsIn(found: readonly Breakdown[], text: string, report: Report): readonly string[] | null {
  // A label may hold a plus sign itself: "65+".
  const parts = text.split(/\s+\+\s+/).map((part) => part.trim())
  const cells: string[] = []
  for (const part of parts) {
    const names = found.length === 1 ? [part] : part.split(/[*×]/).map((name) => name.trim())
    if (names.length !== found.length) {
      const example = found.map(({ bands }) => bands[0]?.code ?? '').join('*')
      report(
        'band',
        'band_not_crossed',
        `"${part}" names no cell of two breakdowns. Write both bands, as in ${example}.`,
      )
      return null
    }
    const codes: { id: string; code: string }[] = []
    for (const [place, breakdown] of found.entries()) {
      const code = bandIn(breakdown, names[place] ?? '')
      if (code === null) {
        report('band', 'band_unknown', unknownBand(breakdown, names[place] ?? ''))
        return null
      }
      codes.push({ id: breakdown.id, code })
    }
    cells.push(
      codes
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ code }) => code)
        .join('*'),
    )
  }
  return [...new Set(cells)]
}

/** By code, else by label in any language, if it is the label of one band only. */
function bandIn(breakdown: Breakdown | undefined, name: string): string | null {
  const bands = breakdown?.bands ?? []
  if (bands.some(({ code }) => code === name)) return name
  const wanted = plain(name)
  const named = bands.filter(
    ({ code, label }) =>
      plain(code) === wanted || Object.values(label).some((text) => plain(text ?? '') === wanted),
  )
  return wanted !== '' && named.length === 1 ? (named[0]?.code ?? null) : null
}

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

function unknownBand({ id, bands }: Breakdown, name: string): string {
  const codes = bands.map(({ code }) => code)
  const shown = codes.length > 12 ? `${codes.slice(0, 12).join(', ')} …` : codes.join(', ')
  return name === ''
    ? `The band is missing. Choose among: ${shown}.`
    : `"${id}" has no band "${name}". Choose among: ${shown}. To join bands write a plus sign with spaces around it.`
}
