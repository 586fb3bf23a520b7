import type { ReleasedWeighting } from '@/lib/profile/weighting'
import type { FittedMarginShares } from '@/lib/weighting/fit-weights'
import { lonelyInWords, lonelyStrata } from '@/lib/weighting/weight-file'
import type { WeightsInUse } from './weights-in-use'

/** What a manager sees of weights before using them. Exact, so for managers only. */
export type WeightingInspection = {
  readonly weighting: ReleasedWeighting
  /** Before and after the fit; empty for design weights, and where the fit failed. */
  readonly margins: readonly FittedMarginShares[]
  /** The groups with the largest weights, by the bands of all margins together. */
  readonly largest: readonly LargestWeight[]
  /** Sentences: what is allowed and should be known. */
  readonly warnings: readonly string[]
}

export type LargestWeight = {
  /** Band codes by breakdown; '' where an answer gives none. */
  readonly bands: Readonly<Record<string, string>>
  readonly people: number
  /** Largest weight among them, as a multiple of the mean. */
  readonly weight: number
}

const mostGroups = 5
/** From here on a figure may hang on one person. */
const largeWeight = 10

/** For `db` only. */
export function inspectionOf({ weights, weighting, fit, members }: WeightsInUse): WeightingInspection {
  const breakdowns = [...new Set(weighting.margins.flatMap((name) => name.split('*')))]
  const total = [...weights.values()].reduce((sum, { weight }) => sum + weight, 0)
  const mean = total / Math.max(1, members.length)
  const groups = new Map<string, { bands: Record<string, string>; people: number; weight: number }>()
  for (const { id, bands } of members) {
    const codes = breakdowns.map((name) => bands[name] ?? '')
    const group = groups.get(codes.join('*')) ?? {
      bands: Object.fromEntries(breakdowns.map((name, place) => [name, codes[place] ?? ''])),
      people: 0,
      weight: 0,
    }
    group.people += 1
    group.weight = Math.max(group.weight, (weights.get(id)?.weight ?? 0) / mean)
    groups.set(codes.join('*'), group)
  }
  const { largest } = weighting.diagnostics
  return {
    weighting,
    margins: fit?.ok ? fit.value.margins : [],
    largest:
      breakdowns.length === 0
        ? []
        : [...groups.values()].toSorted((a, b) => b.weight - a.weight).slice(0, mostGroups),
    warnings: [
      ...(weighting.fault === null ? [] : [weighting.fault]),
      ...(members.length === 0
        ? ['Nobody of the round has a weight: its next release would be of nobody.']
        : []),
      ...(weighting.hasStrata || weighting.hasSamplingUnits ? lonelyStrata(members).map(lonelyInWords) : []),
      ...(largest < largeWeight
        ? []
        : [
            `Somebody counts ${Number(largest.toPrecision(3))} times as much as people do on average, so that a figure of a small group may hang on one person. Join small categories, or trim.`,
          ]),
    ],
  }
}
