import { readMargins } from '@/lib/estimation/weighting/margins'
import { postStratify } from '@/lib/estimation/weighting/post-stratify'
import { rake } from '@/lib/estimation/weighting/rake'
import { trimWeights } from '@/lib/estimation/weighting/trim-weights'
import type { WeightDiagnostics, WeightingMethod } from '@/lib/profile/weighting'
import type { Problem, Result } from '@/lib/result'
import { nameOfCategory, nameOfMargin, type PopulationMargin } from './population-margins'

/** A person as weights are fitted to them. */
export type FittedPerson = {
  /** Band of each breakdown; '' where the answer gives none. */
  readonly bands: Readonly<Record<string, string>>
  /** Weight to begin with: finite and positive. */
  readonly base: number
}

/** Limits of a weight, as multiples of the mean weight; null for none. */
export type Trimming = { readonly lower: number | null; readonly upper: number | null }

/** What weights are to be fitted to, and how. */
export type FitPlan = {
  readonly method: Exclude<WeightingMethod, 'design'>
  readonly margins: readonly PopulationMargin[]
  readonly trimming: Trimming | null
}

export type FittedMarginShares = {
  readonly name: string
  /** People without a band, who keep their share. */
  readonly withoutBand: number
  readonly categories: readonly {
    readonly name: string
    /** People, unweighted. */
    readonly people: number
    /** Of the people with a band: in the population, before and after the fit. */
    readonly wanted: number
    readonly before: number
    readonly after: number
  }[]
}

export type FittedWeights = {
  /** In the order of the people; their mean is that of the weights before. */
  readonly weights: Float64Array
  readonly diagnostics: WeightDiagnostics
  readonly margins: readonly FittedMarginShares[]
}

/** More decimals than this in a sum of percentages or shares are no rounding. */
const sumsMayMiss = 0.01

/**
 * Weights of people fitted to margins of their population, then trimmed.
 *
 * People without a band in a margin keep their share in it: they are a category of their own whose target is its weighted share before
 * the fit, and the known targets are those of everybody else. So nobody is left out for an answer that was refused.
 *
 * @returns every problem otherwise: what `readMargins`, `postStratify`, `rake` and `trimWeights` refuse, and post-stratification to
 *   more than one margin
 */
export function fitWeights(people: readonly FittedPerson[], plan: FitPlan): Result<FittedWeights> {
  const base = Float64Array.from(people, ({ base: weight }) => weight)
  const total = sum(base)
  const placed = plan.margins.map((margin) => placedIn(margin, people, base))
  const problems = [
    ...(plan.method === 'poststratification' && plan.margins.length > 1 ? [onlyOneTable(plan.margins)] : []),
    ...(people.length === 0 ? [nobodyToWeight] : placed.flatMap((margin) => faultsOf(margin, base))),
    ...trimmingFaults(plan.trimming),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const margins = placed.map(({ name, categoryOf, withoutShare, population, unit }) => {
    const size = sum([...population.values()])
    const targets = new Map(
      [...population].map(([category, people]) => [category, people * (1 - withoutShare)] as const),
    )
    if (withoutShare > 0) targets.set(withoutBand, size * withoutShare)
    return {
      name,
      categories: categoryOf.map((category) => category ?? withoutBand),
      population: targets,
      unit,
    }
  })
  const [first] = margins
  const fitted =
    plan.method === 'raking' || first === undefined
      ? rake({ weights: base, margins, total })
      : postStratify({ weights: base, cells: first, total })
  if (!fitted.ok) return { ok: false, problems: fitted.problems.map(inWordsOfBands) }
  // Counts of a population make weights that sum to it; only their ratios matter, and trimming is by their mean.
  const scale = total / sum(fitted.value.weights)
  const level = fitted.value.weights.map((weight) => weight * scale)
  const trimmed = trimmedTo(level, plan.trimming, total / people.length)
  if (!trimmed.ok) return trimmed
  const { weights, trimmedShare } = trimmed.value
  return {
    ok: true,
    value: {
      weights,
      diagnostics: { ...diagnosticsOf(weights), trimmedShare },
      margins: placed.map((margin) => sharesOf(margin, base, weights)),
    },
  }
}

/** What a reader should know of weights. @param weights positive; of nobody, every figure is that of equal weights */
export function diagnosticsOf(weights: ArrayLike<number>): WeightDiagnostics {
  const n = weights.length
  if (n === 0) return { n, smallest: 1, largest: 1, kishDeff: 1, effectiveN: 0, trimmedShare: 0 }
  let [total, squares, smallest, largest] = [0, 0, Number.POSITIVE_INFINITY, 0]
  for (let place = 0; place < n; place += 1) {
    const weight = weights[place] ?? 0
    total += weight
    squares += weight * weight
    smallest = Math.min(smallest, weight)
    largest = Math.max(largest, weight)
  }
  const mean = total / n
  const kishDeff = Math.max(1, (n * squares) / total ** 2)
  return {
    n,
    smallest: smallest / mean,
    largest: largest / mean,
    kishDeff,
    effectiveN: n / kishDeff,
    trimmedShare: 0,
  }
}

/** Category of people whose answer gives no band. No band has this name: codes are letters, digits and underscores. */
const withoutBand = '(no band)'

type PlacedMargin = {
  readonly name: string
  /** Of each person; null without a band. */
  readonly categoryOf: readonly (string | null)[]
  readonly population: ReadonlyMap<string, number>
  readonly unit: 'counts' | 'shares'
  /** Weighted share of people without a band, before the fit. */
  readonly withoutShare: number
}

function placedIn(
  margin: PopulationMargin,
  people: readonly FittedPerson[],
  base: Float64Array,
): PlacedMargin {
  const categoryOfCell = new Map(
    margin.categories.flatMap((category) => category.cells.map((cell) => [cell, nameOfCategory(category)])),
  )
  const categoryOf = people.map(({ bands }) => {
    const codes = margin.breakdowns.map((id) => bands[id] ?? '')
    const cell = codes.join('*')
    return codes.includes('') ? null : (categoryOfCell.get(cell) ?? cell)
  })
  const size = sum(margin.categories.map(({ population }) => population))
  const isPercent = Math.abs(size / 100 - 1) <= sumsMayMiss
  // Nobody counts a population in parts of a person.
  const isShares = isPercent || margin.categories.every(({ population }) => population <= 1)
  const unit = isShares ? 'shares' : 'counts'
  const population = new Map(
    margin.categories.map((category) => [
      nameOfCategory(category),
      isPercent ? category.population / 100 : category.population,
    ]),
  )
  const without = base.filter((_, place) => categoryOf[place] === null)
  return {
    name: nameOfMargin(margin),
    categoryOf,
    population,
    unit,
    withoutShare: sum(without) / sum(base),
  }
}

/** Looked at among those who have a band, so that numbers in a message are those that were typed. */
function faultsOf(
  { name, categoryOf, population, unit }: PlacedMargin,
  base: Float64Array,
): readonly Problem[] {
  const known = categoryOf.filter((category) => category !== null)
  const weights = base.filter((_, place) => categoryOf[place] !== null)
  const read = readMargins([{ name, categories: known, population, unit }], weights)
  return read.ok ? [] : read.problems
}

const nobodyToWeight: Problem = {
  path: 'people',
  code: 'weights_empty',
  message: 'There is nobody to weight: nobody has answered, or nobody has a design weight.',
}

/** A fit that fails on the share of people without a band names no band that anybody knows. */
function inWordsOfBands(fault: Problem): Problem {
  const margin = fault.params?.margin
  if (fault.params?.category !== withoutBand || margin === undefined) return fault
  return {
    path: `margins.${margin}`,
    code: 'share_without_band',
    message: `People without a band of "${margin}" keep their share, and the other margins leave them too little room. Leave one of these margins out.`,
  }
}

function onlyOneTable(margins: readonly PopulationMargin[]): Problem {
  const [first, second] = margins.map(nameOfMargin)
  return {
    path: 'method',
    code: 'poststrata_not_one_table',
    message: `Post-stratification takes one table, and these are ${margins.length}. Give the sizes of cells (${first}*${second}), or rake to the margins.`,
  }
}

function trimmingFaults(trimming: Trimming | null): readonly Problem[] {
  const { lower, upper } = trimming ?? { lower: null, upper: null }
  const problems: Problem[] = []
  if (lower !== null && !(lower > 0 && lower < 1)) {
    const message = `The lower limit is ${lower} times the mean weight. Give a number between 0 and 1, such as 0.3.`
    problems.push({ path: 'lower', code: 'trim_limits', message })
  }
  if (upper !== null && !(upper > 1 && Number.isFinite(upper))) {
    const message = `The upper limit is ${upper} times the mean weight. Give a number above 1, such as 3.`
    problems.push({ path: 'upper', code: 'trim_limits', message })
  }
  return problems
}

function trimmedTo(
  weights: Float64Array,
  trimming: Trimming | null,
  mean: number,
): Result<{ readonly weights: Float64Array; readonly trimmedShare: number }> {
  if (trimming === null || (trimming.lower === null && trimming.upper === null))
    return { ok: true, value: { weights, trimmedShare: 0 } }
  const trimmed = trimWeights({
    weights,
    ...(trimming.lower !== null && { lower: trimming.lower * mean }),
    ...(trimming.upper !== null && { upper: trimming.upper * mean }),
    strict: true,
  })
  if (!trimmed.ok) return trimmed
  return {
    ok: true,
    value: { weights: trimmed.value.weights, trimmedShare: trimmed.value.diagnostics.shareTrimmed },
  }
}

function sharesOf(
  { name, categoryOf, population }: PlacedMargin,
  before: Float64Array,
  after: Float64Array,
): FittedMarginShares {
  const size = sum([...population.values()])
  const people = new Map<string | null, number>()
  const weightBefore = new Map<string | null, number>()
  const weightAfter = new Map<string | null, number>()
  for (const [place, category] of categoryOf.entries()) {
    people.set(category, (people.get(category) ?? 0) + 1)
    weightBefore.set(category, (weightBefore.get(category) ?? 0) + (before[place] ?? 0))
    weightAfter.set(category, (weightAfter.get(category) ?? 0) + (after[place] ?? 0))
  }
  const known = (weights: ReadonlyMap<string | null, number>) =>
    sum([...weights.values()]) - (weights.get(null) ?? 0)
  return {
    name,
    withoutBand: people.get(null) ?? 0,
    categories: [...population].map(([category, wanted]) => ({
      name: category,
      people: people.get(category) ?? 0,
      wanted: wanted / size,
      before: (weightBefore.get(category) ?? 0) / known(weightBefore),
      after: (weightAfter.get(category) ?? 0) / known(weightAfter),
    })),
  }
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let place = 0; place < values.length; place += 1) total += values[place] ?? 0
  return total
}
