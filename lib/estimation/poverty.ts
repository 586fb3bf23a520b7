import { countsAsPoor } from '../poverty-cutoff'
import type { Problem, Result } from '../result'
import type { CodedColumn } from './columns'
import type { SurveyDesign } from './design'
import { type DesignEstimate, estimateMean, estimateRatio } from './estimate'
import { estimateProportion } from './proportion'
import type { LonelyPsu } from './variance'

/** One value a person; null where it is not known. */
type Values = readonly (number | null)[]

/** Something a person can be deprived in. */
export type Indicator = {
  readonly name: string
  /** 1 deprived, 0 not; null where not known. */
  readonly deprived: Values
  /** Positive, any scale: weights are divided by their sum. 1 when left out. */
  readonly weight?: number
}

/** Alkire and Foster's measures of some people. */
export type PovertyMeasures = {
  /** People with every indicator known. */
  readonly n: number
  /** People left out because an indicator is not known, and their weighted share (0–1) of all. */
  readonly excluded: number
  readonly excludedShare: number
  /** Headcount ratio: share of people who are poor. Null when there is nobody. */
  readonly H: DesignEstimate | null
  /** Adjusted headcount ratio, H times A. */
  readonly M0: DesignEstimate | null
  /** Intensity: mean share of deprivations among the poor. Null when nobody is poor. */
  readonly A: DesignEstimate | null
  readonly indicators: readonly IndicatorMeasures[]
}

export type IndicatorMeasures = {
  readonly name: string
  /** Of the sum of weights, 0–1. */
  readonly weight: number
  /** Share of people deprived in it, poor or not. */
  readonly uncensoredHeadcount: DesignEstimate | null
  /** Share of people who are poor and deprived in it. */
  readonly censoredHeadcount: DesignEstimate | null
  /** Its part in M0; those of all indicators sum to 1. Null when nobody is poor. */
  readonly contribution: DesignEstimate | null
}

/** The measures of a group, and its part in the whole. */
export type GroupPoverty = PovertyMeasures & {
  readonly group: string
  /** Share of people; the shares of all groups sum to 1, and M0 is their mean of the groups' M0. */
  readonly populationShare: DesignEstimate | null
  /** Population share times the group's M0 over M0; null when nobody is poor. */
  readonly shareOfM0: DesignEstimate | null
}

export type Poverty = {
  /** The poverty cut-off as a share of the weights, above 0 to 1. */
  readonly k: number
  readonly all: PovertyMeasures
  /** In order of first appearance; people without a group belong to none. */
  readonly groups: readonly GroupPoverty[]
}

/**
 * Multidimensional poverty: a person is poor whose weighted share of deprivations is k or more. H and M0 are means over people, A and
 * contributions ratios of two of them, each with its standard error under the design. People with an indicator that is not known are
 * left out, and their share is told.
 *
 * @param k up to 1 a share of the weights (1: deprived in everything); above 1 a number of indicators, as in the source, where weights
 *   sum to the number of indicators (2 of 4 is 0.5)
 * @returns every problem of indicators, weights and cut-off otherwise
 * @throws RangeError under lonelyPsu `fail`, naming the stratum
 * @see Alkire and Foster (2011), J. Public Economics 95; by groups and indicators: Alkire et al. (2015), Multidimensional Poverty
 *   Measurement and Analysis, chapter 5; measurement framework, section 5
 */
export function povertyOf({
  design,
  indicators,
  k,
  groups,
  lonelyPsu = 'adjust',
}: {
  readonly design: SurveyDesign
  readonly indicators: readonly Indicator[]
  readonly k: number
  readonly groups?: CodedColumn
  readonly lonelyPsu?: LonelyPsu
}): Result<Poverty> {
  const problems = [...indicatorProblems(indicators, design.n), ...cutoffProblems(k, indicators.length)]
  if (problems.length > 0) return { ok: false, problems }
  const shareK = k > 1 ? k / indicators.length : k
  const people = countDeprivations(indicators, shareK, design.n)
  return {
    ok: true,
    value: {
      k: shareK,
      all: measuresOf(design, people, () => true, lonelyPsu),
      groups: groups === undefined ? [] : groupsOf(design, people, groups, lonelyPsu),
    },
  }
}

/** Each person's deprivations, in the order of the rows. Null where an indicator is not known. */
export type Deprivations = {
  readonly indicators: readonly (Required<Indicator> & {
    /** Whether the person is poor and deprived in it, 1 or 0. */
    readonly poorAndDeprived: Values
    /** Its part in the censored score: the weight where poor and deprived, else 0. */
    readonly part: Values
  })[]
  /** The deprivation score c: weighted share of indicators deprived in, 0–1. */
  readonly scores: Values
  /** Whether c ≥ k, 1 or 0. */
  readonly isPoor: Values
  /** c of the poor, 0 of the others. */
  readonly censored: Values
}

/**
 * Counts deprivations, person by person.
 *
 * @param k the poverty cut-off as a share of the weights
 * @see Alkire and Foster (2011), section 3: the vector c and the identification function ρ_k
 */
export function countDeprivations(indicators: readonly Indicator[], k: number, n: number): Deprivations {
  const sum = indicators.reduce((part, { weight = 1 }) => part + weight, 0)
  const weighted = indicators.map((indicator) => ({ ...indicator, weight: (indicator.weight ?? 1) / sum }))
  const scores: (number | null)[] = []
  const isPoor: (number | null)[] = []
  const censored: (number | null)[] = []
  for (let row = 0; row < n; row += 1) {
    let score: number | null = 0
    for (const { deprived, weight } of weighted) {
      const flag: number | null = deprived[row] ?? null
      score = flag === null || score === null ? null : score + flag * weight
    }
    const poor = score === null ? null : Number(countsAsPoor(score, k))
    scores.push(score)
    isPoor.push(poor)
    censored.push(score === null || poor === null ? null : score * poor)
  }
  return {
    indicators: weighted.map((indicator) => {
      const poorAndDeprived = isPoor.map((poor, row) =>
        poor === null ? null : poor * (indicator.deprived[row] ?? 0),
      )
      const part = poorAndDeprived.map((flag) => (flag === null ? null : flag * indicator.weight))
      return { ...indicator, poorAndDeprived, part }
    }),
    scores,
    isPoor,
    censored,
  }
}

function measuresOf(
  design: SurveyDesign,
  { indicators, isPoor, censored }: Deprivations,
  isAsked: (row: number) => boolean,
  lonelyPsu: LonelyPsu,
): PovertyMeasures {
  const known: number[] = []
  let [excluded, excludedWeight, weightOfAll] = [0, 0, 0]
  for (let row = 0; row < design.n; row += 1) {
    const weight = design.weights[row] ?? 0
    if (!(weight > 0) || !isAsked(row)) continue
    weightOfAll += weight
    if (isPoor[row] !== null) {
      known.push(row)
      continue
    }
    excluded += 1
    excludedWeight += weight
  }
  const options = { domain: known, lonelyPsu }
  return {
    n: known.length,
    excluded,
    excludedShare: weightOfAll > 0 ? excludedWeight / weightOfAll : 0,
    H: estimateProportion(design, isPoor, options),
    M0: estimateMean(design, censored, options),
    A: estimateRatio(design, censored, isPoor, options),
    indicators: indicators.map(({ name, weight, deprived, poorAndDeprived, part }) => ({
      name,
      weight,
      uncensoredHeadcount: estimateProportion(design, deprived, options),
      censoredHeadcount: estimateProportion(design, poorAndDeprived, options),
      contribution: estimateRatio(design, part, censored, options),
    })),
  }
}

function groupsOf(
  design: SurveyDesign,
  people: Deprivations,
  { codes, names }: CodedColumn,
  lonelyPsu: LonelyPsu,
): readonly GroupPoverty[] {
  // Shares are of the people whose group and indicators are known.
  const scores = people.censored.map((score, row) => ((codes[row] ?? -1) < 0 ? null : score))
  return names.map((group, code) => {
    const membership = scores.map((score, row) => (score === null ? null : Number(codes[row] === code)))
    const ofGroup = scores.map((score, row) => (score === null ? null : score * (membership[row] ?? 0)))
    return {
      group,
      ...measuresOf(design, people, (row) => codes[row] === code, lonelyPsu),
      populationShare: estimateProportion(design, membership, { lonelyPsu }),
      shareOfM0: estimateRatio(design, ofGroup, scores, { lonelyPsu }),
    }
  })
}

function indicatorProblems(indicators: readonly Indicator[], n: number): readonly Problem[] {
  const problems: Problem[] = []
  if (indicators.length === 0) {
    problems.push({
      path: 'indicators',
      code: 'indicators_empty',
      message: 'There are no indicators. Name one column or more that says who is deprived.',
    })
  }
  for (const { name, deprived, weight = 1 } of indicators) {
    const path = `indicators.${name}`
    if (!(weight > 0) || !Number.isFinite(weight)) {
      problems.push({
        path,
        code: 'indicator_weight',
        message: `The weight of "${name}" is ${weight}. Give a positive number, or leave the indicator out.`,
        params: { indicator: name },
      })
    }
    if (deprived.length !== n) {
      problems.push({
        path,
        code: 'indicator_length',
        message: `"${name}" has ${deprived.length} rows, the design ${n}.`,
      })
    }
    const bad = deprived.findIndex((flag) => flag !== null && flag !== 0 && flag !== 1)
    if (bad >= 0) {
      problems.push({
        path,
        code: 'indicator_not_flag',
        message: `Row ${bad + 1} of "${name}" is ${deprived[bad]}. Write 1 for deprived, 0 for not, and leave it empty where not known.`,
        params: { indicator: name, row: bad + 1 },
      })
    }
    if (!deprived.some((flag) => flag !== null)) {
      problems.push({
        path,
        code: 'indicator_empty',
        message: `Nobody has a value of "${name}", so everybody would be left out. Leave the indicator out.`,
        params: { indicator: name },
      })
    }
  }
  return problems
}

function cutoffProblems(k: number, indicators: number): readonly Problem[] {
  if (k > 0 && k <= Math.max(1, indicators)) return []
  return [
    {
      path: 'k',
      code: 'cutoff_out_of_range',
      message: `The poverty cut-off ${k} is not above 0 and at most ${Math.max(1, indicators)}. Give a share of the weights such as 0.5, or above 1 a number of indicators.`,
      params: { k },
    },
  ]
}
