import type { Answers } from '@/lib/questionnaire/answer-values'
import type { ItemOfType, LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { responseOptions } from '@/lib/questionnaire/options'
import { entryOf } from '@/lib/questionnaire/repeats'
import type { Result } from '@/lib/result'
import { planWithin, type TablePlan } from './table-plan'

/**
 * The lattice of tables that may be shown: by category and wave, and by at most two breakdowns besides. Sums are kept
 * for its cells and no others, so that no finer table can be asked for (protection.md, section 5, rule 1).
 */

/** One part of a breakdown. The label is empty for countries: `countryOptions` names them in a language. */
export type Band = { readonly code: string; readonly label: LanguageMap }

/** A way to divide the people of a round, coarse enough to report by. */
export type Breakdown = {
  readonly id: string
  /** The item whose answer decides the band. */
  readonly itemId: string
  readonly bands: readonly Band[]
  /** True for a long outside list, as of countries: a table then leaves out the bands of which it shows nothing. */
  readonly isOpenList: boolean
  /** Code of the person's band; '' when the answer gives none. */
  readonly bandOf: (answers: Answers) => string
}

/** One cell of one table of the lattice. */
export type CellAddress = {
  /** The table: ids of its breakdowns in alphabetical order, `age_band,gender`; '' for the undivided one. */
  readonly breakdowns: string
  /** Band of each of them, in the same order: `a18_24,woman`; a part is '' for people without a band. */
  readonly bands: string
  /** '' in a questionnaire that does not classify. */
  readonly category: string
  /** '' without strata. */
  readonly stratum: string
  /** Primary sampling unit within the stratum; '' when each person is one. */
  readonly psu: string
}

// Names that contracts promise, and the item behind each. `stay` alone is not the item's own list of answers.
const breakdownItems: readonly (readonly [id: string, itemId: string])[] = [
  ['gender', 'gender'],
  ['age_band', 'age_band'],
  ['origin_region', 'origin_region'],
  ['host_country', 'host_country'],
  ['length_stay', 'length_stay'],
  ['main_reason', 'main_reason'],
  ['stay', 'stay_plan'],
  ['area_type', 'area_type'],
]

const shortStays: readonly string[] = ['short', 'back_forth']
const stayBands: readonly Band[] = [
  {
    code: 'short_term',
    label: {
      en: 'Short-term',
      ar: 'إقامة قصيرة',
      bn: 'স্বল্পমেয়াদি',
      es: 'A corto plazo',
      'fa-AF': 'کوتاه‌مدت',
      fr: 'Court terme',
      pt: 'Curto prazo',
      sw: 'Muda mfupi',
      ti: 'ንሓጺር ግዜ',
      uk: 'Короткостроково',
    },
  },
  {
    code: 'long_term',
    label: {
      en: 'Long-term',
      ar: 'إقامة طويلة',
      bn: 'দীর্ঘমেয়াদি',
      es: 'A largo plazo',
      'fa-AF': 'درازمدت',
      fr: 'Long terme',
      pt: 'Longo prazo',
      sw: 'Muda mrefu',
      ti: 'ንነዊሕ ግዜ',
      uk: 'Довгостроково',
    },
  },
]

const maximumBreakdowns = 2
const breakdownLists = new WeakMap<Questionnaire, readonly Breakdown[]>()

/** The breakdowns that this questionnaire offers: those whose item it asks, of the person alone, as one choice among coarse bands. */
export function breakdownsOf(questionnaire: Questionnaire): readonly Breakdown[] {
  const known = breakdownLists.get(questionnaire)
  if (known !== undefined) return known
  const breakdowns = breakdownItems.flatMap(([id, itemId]) => {
    const item = questionnaire.items.find((candidate) => candidate.id === itemId)
    const isOfPerson = entryOf(questionnaire, itemId) === null
    return item === undefined || item.type !== 'single' || !isOfPerson
      ? []
      : [breakdownOf(questionnaire, id, item)]
  })
  breakdownLists.set(questionnaire, breakdowns)
  return breakdowns
}

/**
 * A person's band in every breakdown; '' where the answer gives none.
 *
 * People who did not say how long they plan to stay count as long-term, as in scoring (measurement.md, section 7).
 */
export function bandsOf(questionnaire: Questionnaire, answers: Answers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    breakdownsOf(questionnaire).map((breakdown) => [breakdown.id, breakdown.bandOf(answers)]),
  )
}

/**
 * The cells that a person belongs to, one in each table: 1 + b + b(b − 1)/2 with b breakdowns, 37 for migrants.
 *
 * @param bands as `bandsOf` gives them
 * @param category null when the questionnaire does not classify
 * @param unit the person's place in a sample with strata or clusters; left out, each person is drawn alone
 */
export function cellsOf(
  questionnaire: Questionnaire,
  bands: Readonly<Record<string, string>>,
  category: string | null,
  unit: { readonly stratum: string; readonly psu: string } = { stratum: '', psu: '' },
): readonly CellAddress[] {
  return tablesOf(questionnaire).map((ids) => ({
    breakdowns: ids.join(','),
    bands: ids.map((id) => bands[id] ?? '').join(','),
    category: category ?? '',
    stratum: unit.stratum,
    psu: unit.psu,
  }))
}

const tableLists = new WeakMap<Questionnaire, readonly (readonly string[])[]>()

/** The breakdown ids of each table of the lattice, alphabetical within a table; the undivided table first. */
export function tablesOf(questionnaire: Questionnaire): readonly (readonly string[])[] {
  const known = tableLists.get(questionnaire)
  if (known !== undefined) return known
  const ids = breakdownsOf(questionnaire)
    .map((breakdown) => breakdown.id)
    .toSorted()
  const pairs = ids.flatMap((first, index) => ids.slice(index + 1).map((second) => [first, second]))
  const tables = [[], ...ids.map((id) => [id]), ...pairs]
  tableLists.set(questionnaire, tables)
  return tables
}

/**
 * The categories that this questionnaire puts people in, in the order in which every picture shows them; empty when
 * it does not classify.
 */
export function categoriesOf(questionnaire: Questionnaire): readonly string[] {
  const classification = questionnaire.scoring?.classification ?? null
  if (classification === null) return []
  const named =
    classification.type === 'signals'
      ? classification.rules.map((rule) => rule.category)
      : [...classification.bands.map((band) => band.category), classification.insufficient]
  const declared = [...new Set(named)]
  const place = (category: string) => {
    const known = categoryOrder.indexOf(category)
    return known === -1 ? categoryOrder.length + declared.indexOf(category) : known
  }
  const determined = declared.filter((category) => category !== undetermined)
  return [
    ...determined.toSorted((a, b) => place(a) - place(b)),
    ...declared.filter((category) => category === undetermined),
  ]
}

/** Category of people who told too little to be placed. */
export const undetermined = 'undetermined'
const categoryOrder: readonly string[] = ['privileged', 'average', 'victim', 'pro', 'ambivalent', 'anti']

/** What a table shows when nothing is asked for: by category where there are categories, else everybody together. */
export function defaultBreakdowns(questionnaire: Questionnaire): readonly string[] {
  return categoriesOf(questionnaire).length === 0 ? [] : ['category']
}

/** Holds a wished table against the lattice: at most two breakdowns besides `category` and `wave`. As `planWithin`. */
export function planTable(
  questionnaire: Questionnaire,
  by: readonly string[],
  where: Readonly<Record<string, string>>,
): Result<TablePlan> {
  const breakdowns = breakdownsOf(questionnaire).map(({ id, bands }) => ({
    id,
    bands: bands.map(({ code }) => code),
  }))
  const categories = categoriesOf(questionnaire)
  return planWithin({ categories, breakdowns, most: maximumBreakdowns }, by, where)
}

function breakdownOf(questionnaire: Questionnaire, id: string, item: ItemOfType<'single'>): Breakdown {
  if (id === 'stay') {
    return {
      id,
      itemId: item.id,
      bands: stayBands,
      isOpenList: false,
      bandOf: (answers) => (shortStays.includes(codeOf(answers[item.id])) ? 'short_term' : 'long_term'),
    }
  }
  const bands = responseOptions(questionnaire, item)
    .filter((option) => option.missing === undefined)
    .map((option) => ({ code: option.code, label: option.label }))
  const codes = new Set(bands.map((band) => band.code))
  return {
    id,
    itemId: item.id,
    bands,
    isOpenList: item.choiceSource !== undefined,
    bandOf: (answers) => {
      const code = codeOf(answers[item.id])
      return codes.has(code) ? code : ''
    },
  }
}

function codeOf(answer: string | number | readonly string[] | undefined): string {
  return typeof answer === 'string' ? answer : ''
}
