import type {
  Classification,
  Questionnaire,
  SignalClassification,
  ThresholdClassification,
} from '../questionnaire/definition'

/** A classification of which one threshold was moved. */
export type CategoryVariant = {
  /** Which threshold, and to what: `victim_moderate.minModerate=3`, `cut=20`, `pro.atLeast=80`. */
  readonly id: string
  readonly threshold: MovedThreshold
  readonly classification: Classification
}

export type MovedThreshold =
  /** Least or largest number of signals that a rule asks for. */
  | {
      readonly kind: 'signals'
      readonly rule: string
      readonly name: SignalThreshold
      readonly from: number
      readonly to: number
    }
  /** Core items that must be answered. */
  | { readonly kind: 'answered'; readonly from: number; readonly to: number }
  /** Score up to which the lowest band reaches; the highest begins as far from the other end. */
  | { readonly kind: 'cut'; readonly from: number; readonly to: number }
  /** One end of one band. */
  | {
      readonly kind: 'band'
      readonly category: string
      readonly name: BandEnd
      readonly from: number
      readonly to: number
    }

const signalThresholds = ['minStrong', 'minModerate', 'minPrivilege', 'maxModerate'] as const
type SignalThreshold = (typeof signalThresholds)[number]
const bandEnds = ['atMost', 'atLeast'] as const
type BandEnd = (typeof bandEnds)[number]

/** Points by which the cuts of a threshold classification are moved, towards the ends and towards the middle. */
const cutSteps: readonly number[] = [-10, -5, 5, 10]

const variantLists = new WeakMap<Questionnaire, readonly CategoryVariant[]>()

/**
 * The classifications by which one asks how far categories hang on their thresholds: each threshold of each rule, and the number of core
 * items, moved by one; or the cuts of a score moved by 5 and 10 points, all together and each by itself, and the number of core items moved
 * by one. Empty for a questionnaire that does not classify.
 *
 * A threshold is not moved to where it would always or never hold: no signal at all, more signals than there are. Nor does a cut pass another.
 *
 * @see measurement framework, section 6.2 (signals) and section 9 (cuts, and how many items must be answered)
 */
export function categoryVariants(questionnaire: Questionnaire): readonly CategoryVariant[] {
  const known = variantLists.get(questionnaire)
  if (known !== undefined) return known
  const classification = questionnaire.scoring?.classification ?? null
  const variants =
    classification === null
      ? []
      : classification.type === 'signals'
        ? signalVariants(classification)
        : [
            ...cutVariants(classification),
            ...bandVariants(classification),
            ...answeredVariants(classification),
          ]
  variantLists.set(questionnaire, variants)
  return variants
}

function signalVariants(classification: SignalClassification): readonly CategoryVariant[] {
  const numberOf = {
    minStrong: countOf(classification, 'strong'),
    minModerate: countOf(classification, 'moderate'),
    minPrivilege: countOf(classification, 'privilege'),
    maxModerate: countOf(classification, 'moderate') - 1,
  } as const satisfies Record<SignalThreshold, number>
  const ofRules = classification.rules.flatMap((rule, place) =>
    signalThresholds.flatMap((name) => {
      const from = rule[name]
      if (from === undefined) return []
      const least = name === 'maxModerate' ? 0 : 1
      return [from - 1, from + 1]
        .filter((to) => to >= least && to <= numberOf[name])
        .map(
          (to): CategoryVariant => ({
            id: `${rule.id}.${name}=${to}`,
            threshold: { kind: 'signals', rule: rule.id, name, from, to },
            classification: {
              ...classification,
              rules: classification.rules.with(place, { ...rule, [name]: to }),
            },
          }),
        )
    }),
  )
  return [...ofRules, ...answeredVariants(classification)]
}

function answeredVariants(classification: Classification): readonly CategoryVariant[] {
  const { minAnswered, coreItems } = classification
  return [minAnswered - 1, minAnswered + 1]
    .filter((to) => to >= 1 && to <= coreItems.length)
    .map((to) => ({
      id: `answered=${to}`,
      threshold: { kind: 'answered', from: minAnswered, to },
      classification: { ...classification, minAnswered: to },
    }))
}

function countOf({ signals }: SignalClassification, strength: 'strong' | 'moderate' | 'privilege'): number {
  return signals.filter((signal) => signal.strength === strength).length
}

function cutVariants(classification: ThresholdClassification): readonly CategoryVariant[] {
  const lowest = classification.bands.find(({ atMost }) => atMost !== undefined)?.atMost
  if (lowest === undefined) return []
  return cutSteps.flatMap((step) => {
    const bands = classification.bands.map((band) => ({
      ...band,
      ...(band.atMost !== undefined && { atMost: band.atMost + step }),
      ...(band.atLeast !== undefined && { atLeast: band.atLeast - step }),
    }))
    const ends = bands.flatMap(({ atMost, atLeast }) => [atMost ?? [], atLeast ?? []].flat())
    const upper = bands.find(({ atLeast }) => atLeast !== undefined)?.atLeast ?? 100
    if (ends.some((end) => end <= 0 || end >= 100) || lowest + step >= upper) return []
    return [
      {
        id: `cut=${lowest + step}`,
        threshold: { kind: 'cut', from: lowest, to: lowest + step },
        classification: { ...classification, bands },
      } satisfies CategoryVariant,
    ]
  })
}

/** Each cut by itself. */
function bandVariants(classification: ThresholdClassification): readonly CategoryVariant[] {
  const { bands } = classification
  const variants = bands.flatMap((band, place) =>
    bandEnds.flatMap((name) => {
      const from = band[name]
      if (from === undefined) return []
      const others = bands.flatMap((other) =>
        bandEnds.flatMap((end) => (other === band && end === name ? [] : (other[end] ?? []))),
      )
      return cutSteps
        .map((step) => from + step)
        .filter((to) => to > 0 && to < 100 && others.every((end) => (from - end) * (to - end) > 0))
        .map(
          (to): CategoryVariant => ({
            id: `${band.category}.${name}=${to}`,
            threshold: { kind: 'band', category: band.category, name, from, to },
            classification: { ...classification, bands: bands.with(place, { ...band, [name]: to }) },
          }),
        )
    }),
  )
  // Of a category with several bands two cuts may be moved to the same place.
  return variants.filter(({ id }, place) => variants.findIndex((other) => other.id === id) === place)
}
