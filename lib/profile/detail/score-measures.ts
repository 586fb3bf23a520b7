import { countsAsPoor } from '@/lib/poverty-cutoff'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { deprivationScore, isDeprived } from '@/lib/scoring/deprivation'
import { indexUnder, indexVariants } from '@/lib/scoring/index-variants'
import { povertyOf, statisticOf } from '../measures'
import { akin, detailScore, detailShare, type MeasureFamily } from './measure-family'

/** Scores are shown in so many bands of equal width, the last with its upper end. */
export const scoreBandCount = 10
/** Other deprivation lines than the questionnaire's, to see what hangs on it (measurement.md, section 5). */
export const otherCutoffs: readonly number[] = [40, 60]
// A sum of thirds may come out a hair below the whole number that it is.
const tolerance = 1e-9

/** Mean of each sub-dimension: `subdimension:ID`. */
export function subdimensionFamily({ scoring }: Questionnaire): MeasureFamily {
  const subdimensions = (scoring?.dimensions ?? []).flatMap((dimension) =>
    dimension.subdimensions.map(({ id }) => ({
      id,
      // The only part of a dimension is the dimension: one number, one error.
      statistic: dimension.subdimensions.length === 1 ? `dimension:${dimension.id}` : `subdimension:${id}`,
    })),
  )
  return {
    measures: subdimensions.map(({ id, statistic }) =>
      detailScore(`subdimension:${id}`, 'answers', statistic),
    ),
    valuesOf: ({ scored }) => subdimensions.map(({ id }) => scored?.subdimensions[id] ?? null),
  }
}

/** Share of people in each band of a score: `band:overall=0` to `band:overall=9`, and for each dimension. */
export function distributionFamilies({ scoring }: Questionnaire): readonly MeasureFamily[] {
  if (scoring === null) return []
  const ids = scoring.dimensions.map(({ id }) => id)
  // With one dimension the index is that dimension.
  const scores = ids.length === 1 ? ids : ['overall', ...ids]
  return scores.map((id) => ({
    measures: Array.from({ length: scoreBandCount }, (_, band) =>
      detailShare(`band:${id}=${band}`, 'distribution'),
    ),
    valuesOf: ({ scored }) => {
      const score = (id === 'overall' ? scored?.overall : scored?.dimensions[id]) ?? null
      if (score === null) return []
      const own = bandOfScore(score)
      return Array.from({ length: scoreBandCount }, (_, band) => Number(band === own))
    },
  }))
}

/** Number of the band that a score falls into. @param score 0–100 */
export function bandOfScore(score: number): number {
  return Math.min(scoreBandCount - 1, Math.floor((score + tolerance) / (100 / scoreBandCount)))
}

/** The index formed in other ways: `index:arithmetic`, `index:floor=1`, … */
export function robustnessFamily(questionnaire: Questionnaire): MeasureFamily {
  const variants = indexVariants(questionnaire)
  return {
    measures: variants.map(({ id }) =>
      akin(detailScore(`index:${id}`, 'analysis'), statisticOf(questionnaire, 'overall')),
    ),
    valuesOf: ({ scored }) =>
      variants.map((variant) => (scored === null ? null : indexUnder(variant, scored.dimensions))),
  }
}

/** Deprivation at other lines: `deprived@40:ID` for each dimension, then `poor@40` and `intensity@40`. */
export function cutoffFamilies(questionnaire: Questionnaire): readonly MeasureFamily[] {
  const poverty = povertyOf(questionnaire)
  if (poverty === null) return []
  const dimensions = (questionnaire.scoring?.dimensions ?? []).filter(
    ({ deprivationCutoff }) => deprivationCutoff !== null,
  )
  return otherCutoffs.map((cutoff) => ({
    measures: [
      ...dimensions.map(({ id }) =>
        akin(
          detailShare(`deprived@${cutoff}:${id}`, 'analysis'),
          statisticOf(questionnaire, `deprived:${id}`),
        ),
      ),
      ...['poor', 'intensity'].map((id) =>
        akin(detailShare(`${id}@${cutoff}`, 'analysis'), statisticOf(questionnaire, id)),
      ),
    ],
    valuesOf: ({ scored, answers, statuses }) => {
      if (scored === null) return []
      const flags = Object.fromEntries(
        dimensions.map((dimension) => [
          dimension.id,
          isDeprived(
            questionnaire,
            dimension,
            cutoff,
            scored.dimensions[dimension.id] ?? null,
            answers,
            statuses,
          ),
        ]),
      )
      const c = deprivationScore(questionnaire, flags)
      const poor = c === null ? null : Number(countsAsPoor(c, poverty.k))
      return [
        ...dimensions.map(({ id }) => asShare(flags[id] ?? null)),
        poor,
        c === null || poor === null ? null : c * poor,
      ]
    },
  }))
}

function asShare(isTrue: boolean | null): number | null {
  return isTrue === null ? null : Number(isTrue)
}
