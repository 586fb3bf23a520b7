import { minimumVictimCell } from '@/lib/disclosure/protect'
import type { ShownWeighting } from './weighting'

export type SampleDesign = 'probability' | 'non_probability'

export type ProfileMethod = {
  /** Each a sentence or two in English, for the method section. */
  readonly weighting: string
  readonly variance: string
  readonly intervals: string
  /** What the sentences above follow from, for those who say them in another language. */
  readonly sample: {
    readonly isWeighted: boolean
    /** Strata in which people were drawn; 1 where there are none. */
    readonly strata: number
    /** Whether people were drawn by sampling units rather than one by one. */
    readonly isClustered: boolean
  }
  readonly disclosure: {
    /** True: unprotected, live, not for publication. */
    readonly exact: boolean
    /** Fewer people than this are not shown; 0 in an exact profile. */
    readonly minimumCell: number
    /** The same for the category `victim` by origin, host country or place. */
    readonly minimumVictimCell: number
    readonly statement: string
  }
}

/** What holds for the whole profile and must be said beside it. */
export type ProfileNote = {
  readonly code:
    | 'not_for_publication'
    | 'synthetic'
    | 'non_probability'
    | 'scored_anew'
    | 'people_without_weight'
    | 'margins_not_met'
    | 'does_not_add_up'
    | 'excluded_share_high'
    | 'bands_hidden'
  /** A sentence or two in English. */
  readonly text: string
}

/**
 * How the figures were made, in words.
 *
 * @param input.minimumCell null when the figures are exact
 */
export function methodOf(input: {
  readonly weighting: ShownWeighting | null
  readonly strata: number
  readonly isClustered: boolean
  readonly sampleDesign: SampleDesign
  readonly minimumCell: number | null
}): ProfileMethod {
  const isExact = input.minimumCell === null
  const minimumCell = input.minimumCell ?? 0
  const unit = input.isClustered ? 'by sampling units' : 'each person a sampling unit of their own'
  const strata = input.strata > 1 ? `, in ${input.strata} strata` : ''
  const lonely = input.isClustered || input.strata > 1 ? ' A stratum with one unit is centred at zero.' : ''
  const finite = input.weighting?.isFinite
    ? ' It is corrected for the part of all sampling units that was drawn, where that is known.'
    : ''
  const given =
    input.weighting === null || input.weighting.method === 'design'
      ? ''
      : ' Fitted weights are taken as given: what known margins take away from the error is not counted, so that intervals are rather too wide.'
  const protection = isExact ? '' : ' The error that protects people is counted in.'
  const coverage = input.sampleDesign === 'probability' ? '' : ' They are model-based, coverage unknown.'
  return {
    weighting: weightingInWords(input.weighting, isExact),
    variance: `Taylor linearisation, ${unit}${strata}.${lonely}${finite}${given}${protection}`,
    intervals: `95 % intervals: t for means, logit for shares.${coverage}`,
    sample: { isWeighted: input.weighting !== null, strata: input.strata, isClustered: input.isClustered },
    disclosure: {
      exact: isExact,
      minimumCell,
      minimumVictimCell: isExact ? 0 : Math.max(minimumCell, minimumVictimCell),
      statement: isExact
        ? 'Exact figures of this moment, without protection.'
        : `Groups of fewer than ${minimumCell} people are hidden (${Math.max(minimumCell, minimumVictimCell)} for harmed migrants by origin, host country or place). Every other figure carries a small random error that is always the same for the same people.`,
    },
  }
}

const methods = {
  design: 'design weights as they were supplied',
  poststratification: 'post-stratified',
  raking: 'raked',
} as const

/** How people count, in a few sentences. */
export function weightingInWords(weighting: ShownWeighting | null, isExact: boolean): string {
  if (weighting === null) return 'Every person counts once.'
  const { title, madeOn, method, margins, upon, withoutWeight, fault } = weighting
  const base = upon === null ? '' : `, upon the design weights “${upon}”`
  const fitted = method === 'design' ? methods.design : `${methods[method]} to ${margins.join(', ')}${base}`
  const { smallest, largest } = weighting
  const range =
    smallest === null || largest === null
      ? ''
      : `Weights run from ${rounded(smallest)} to ${rounded(largest)} times their mean. `
  const atMost = isExact ? '' : 'at most '
  const atLeast = isExact ? '' : 'at least '
  const cost = `${range}Kish’s design effect is ${atMost}${rounded(weighting.kishDeff)}, as if ${atLeast}${Math.round(weighting.effectiveN)} people counted equally.`
  const stands = upon === null ? 'every person counts once' : 'the design weights stand alone'
  return [
    `People count by the weights “${title}” of ${madeOn}: ${fitted}.`,
    ...(fault === null ? [] : [`${fault} Therefore ${stands}.`]),
    cost,
    ...(withoutWeight === 0 ? [] : [leftOut(withoutWeight, isExact)]),
    'Numbers of people are unweighted.',
  ].join(' ')
}

function leftOut(n: number, isExact: boolean): string {
  if (!isExact) return `At most ${n} people have no weight and are left out.`
  return n === 1 ? '1 person has no weight and is left out.' : `${n} people have no weight and are left out.`
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** What must be said beside a profile, the weightiest first. */
export function notesOf(input: {
  readonly isExact: boolean
  readonly isSynthetic: boolean
  /** `scoring`: whose scoring the figures are made by; null where it is that of the version that was asked. */
  readonly versions: { readonly asked: number; readonly scoring: number | null }
  readonly weighting: ShownWeighting | null
  readonly sampleDesign: SampleDesign
  readonly isExcludedShareHigh: boolean
  readonly areBandsHidden: boolean
}): readonly ProfileNote[] {
  const notes: ProfileNote[] = []
  const add = (isTrue: boolean, code: ProfileNote['code'], text: string) => {
    if (isTrue) notes.push({ code, text })
  }
  add(
    input.isSynthetic,
    'synthetic',
    'These people are made up: the figures show how a profile looks, no more.',
  )
  add(
    input.isExact,
    'not_for_publication',
    'Exact figures, not for publication. Anyone who sees them may learn about single people.',
  )
  add(
    input.sampleDesign === 'non_probability',
    'non_probability',
    'These are figures of the people who took part, not of everybody in a place. Intervals are model-based, coverage unknown.',
  )
  const { asked, scoring } = input.versions
  add(
    scoring !== null,
    'scored_anew',
    `People were asked version ${asked} of the questionnaire. Their answers are scored by version ${scoring}.`,
  )
  const fault = input.weighting?.fault ?? null
  add(
    fault !== null,
    'margins_not_met',
    `${fault} The weights are therefore not fitted to them in these figures.`,
  )
  const withoutWeight = input.weighting?.withoutWeight ?? 0
  add(withoutWeight > 0, 'people_without_weight', leftOut(withoutWeight, input.isExact))
  add(
    input.isExcludedShareHigh,
    'excluded_share_high',
    'In some groups more than 15 % of people could not be counted for poverty because too little was answered.',
  )
  add(
    !input.isExact,
    'does_not_add_up',
    'Figures do not add up exactly, because each carries a small random error that protects the people who answered.',
  )
  add(
    input.areBandsHidden,
    'bands_hidden',
    input.isExact
      ? 'Countries from which nobody answered are left out.'
      : 'Countries with too few people to show are left out.',
  )
  return notes
}
