import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Result } from '@/lib/result'
import { breakdownsOf, type CellAddress, categoriesOf } from './lattice'
import { statesOf } from './state'
import { planWithin, type TablePlan } from './table-plan'

/*
 * The tables in which detailed measures may be shown: what people answered, how scores are spread, what categories hang on. The more is
 * told of the same people, the coarser the tables are, so that all of it together leaves as much doubt as the profile alone
 * (protection.md, section 5, rules 6 and 9).
 */

/**
 * How finely a detailed measure may be reported.
 *
 * | tier | what | besides category and wave | fewest people |
 * |---|---|---|---|
 * | `answers` | item answers, their missingness, sub-dimensions | one breakdown | 30 |
 * | `distribution` | shares of score bands | one breakdown | 50 |
 * | `analysis` | signals, moved thresholds, other indices | none | 30 |
 * | `benchmark` | the score that migrants and hosts share | one breakdown, or age band and gender | that of the profile |
 * | `linked` | changes of linked people | their earlier state | 30 |
 */
export const detailTiers = ['answers', 'distribution', 'analysis', 'benchmark', 'linked'] as const
export type DetailTier = (typeof detailTiers)[number]

const fewestPeople: Readonly<Record<DetailTier, number>> = {
  answers: 30,
  distribution: 50,
  analysis: 30,
  benchmark: 0,
  linked: 30,
}

/** By what a detailed table can be divided beside the breakdowns of the lattice. */
const languageOfAnswers = 'language'
const modeOfAnswers = 'mode'
/** Also the table of linked people, whatever it is divided by: they are drawn from the wave before, as its sample was. */
export const earlierState = 'earlier_state'
/** In that table, category of people of the wave before who were not found again. No category has this name: ids have no brackets. */
export const notFoundAgain = '(not found)'
/** In that table, state where the questionnaire has none. */
const noState = '(none)'
/** How answers came in: on a page of ours, from a program, from a file. */
const modes: readonly string[] = ['web', 'api', 'import']
/** The pair by which hosts are standardised to migrants (measurement.md, section 8). */
const standardisingPair: readonly string[] = ['age_band', 'gender']

/** A way to divide the people of a detailed table, with the codes of its bands in order. */
export type DetailBreakdown = {
  readonly id: string
  readonly bands: readonly string[]
  /** As `Breakdown.isOpenList`. */
  readonly isOpenList: boolean
}

/** The bands of one person in every breakdown of detailed tables. */
export type DetailBands = Readonly<Record<string, string>>

/** Every breakdown of detailed tables: those of the lattice, then language, mode and earlier state. */
export function detailBreakdowns(questionnaire: Questionnaire): readonly DetailBreakdown[] {
  return [
    ...breakdownsOf(questionnaire).map(({ id, bands, isOpenList }) => ({
      id,
      bands: bands.map(({ code }) => code),
      isOpenList,
    })),
    { id: languageOfAnswers, bands: questionnaire.languages, isOpenList: false },
    { id: modeOfAnswers, bands: modes, isOpenList: false },
    { id: earlierState, bands: statesOf(questionnaire), isOpenList: false },
  ].filter(({ bands }) => bands.length > 0)
}

/**
 * A person's band in every breakdown of detailed tables.
 *
 * @param bands as `bandsOf` gives them
 */
export function detailBandsOf(
  bands: Readonly<Record<string, string>>,
  { language, mode }: { readonly language: string; readonly mode: string },
): DetailBands {
  return { ...bands, [languageOfAnswers]: language, [modeOfAnswers]: mode }
}

/** The breakdown ids of each detailed table but that of linked people, alphabetical within a table; the undivided table first. */
export function detailTables(questionnaire: Questionnaire): readonly (readonly string[])[] {
  const ids = detailBreakdowns(questionnaire).flatMap(({ id }) => (id === earlierState ? [] : [id]))
  const hasPair = standardisingPair.every((id) => ids.includes(id))
  return [[], ...ids.map((id) => [id]), ...(hasPair ? [standardisingPair] : [])]
}

/** The detailed cells that a person belongs to, one in each table but that of linked people. */
export function detailCellsOf(
  questionnaire: Questionnaire,
  bands: DetailBands,
  category: string,
  unit: { readonly stratum: string; readonly psu: string } = { stratum: '', psu: '' },
): readonly CellAddress[] {
  return detailTables(questionnaire).map((ids) => ({
    breakdowns: ids.join(','),
    bands: ids.map((id) => bands[id] ?? '').join(','),
    category,
    ...unit,
  }))
}

/**
 * The cell of a person of the wave before in the table of linked people.
 *
 * @param state in the wave before; '' where the questionnaire has none
 * @param category now, or `notFoundAgain`
 * @param unit their place in the sample of the wave before
 */
export function linkedCellOf(
  state: string,
  category: string,
  unit: { readonly stratum: string; readonly psu: string },
): CellAddress {
  return {
    breakdowns: earlierState,
    bands: state === '' ? noState : state,
    category,
    stratum: unit.stratum,
    psu: unit.psu,
  }
}

/** Fewest people that a cell of a tier must have. @param minimumCell least number of the profile's own cells */
export function minimumDetailCell(tier: DetailTier, minimumCell: number): number {
  return Math.max(fewestPeople[tier], minimumCell)
}

/** Holds a wished detailed table against the tier's rule. As `planWithin`. */
export function planDetail(
  questionnaire: Questionnaire,
  tier: DetailTier,
  by: readonly string[],
  where: Readonly<Record<string, string>>,
): Result<TablePlan> {
  const breakdowns = detailBreakdowns(questionnaire).filter(({ id }) =>
    tier === 'linked' ? id === earlierState : tier !== 'analysis' && id !== earlierState,
  )
  const rule = { categories: categoriesOf(questionnaire), breakdowns, most: 1 } as const
  const plan = planWithin(tier === 'benchmark' ? { ...rule, pair: standardisingPair } : rule, by, where)
  // Linked people stand in one table, by what they were before, however it is asked for.
  return plan.ok && tier === 'linked'
    ? { ok: true, value: { ...plan.value, breakdowns: earlierState } }
    : plan
}
