import { canonicalJson } from '@/lib/canonical-json'
import type { NoiseSource } from '@/lib/disclosure/noise'
import type { DimensionDefinition, Questionnaire } from '@/lib/questionnaire/definition'
import { settingOf } from '@/lib/questionnaire/diff/same'
import { scoringBasis } from '@/lib/questionnaire/scoring-change'
import { usesCriticalAnswers } from '@/lib/scoring/deprivation'

/*
 * Scores of the same people by two scorings: were both published with one error, their difference would be exact, and tell how many gave the
 * answers whose scores differ. So a score by another scoring is another statistic, with an error of its own; as many scorings as a round's
 * figures are released by, so many looks there are at the most (`mostScoredAnew`).
 */

/** Of these an error is drawn that no scoring has a part in: numbers of people, and what was answered. */
const restsOnNoScore = /^(?:spread of )?(?:n$|(?:answered|answer|value|status):|unlinked\b)/
const ofOneDimension = /^(?:spread of )?(?:dimension|deprived|deprived@\d+|band):([a-z0-9_]+)/
const ofCategories = /^(?:category|signal|moved|becomes):/
const ofOneSubdimension = /^(?:spread of )?subdimension:([a-z0-9_]+)/

/**
 * The errors of figures that were scored by another version than the one that was asked.
 *
 * A statistic has the error that it always had where all that it rests on is scored as the version asked says: counts, answers, scores of
 * dimensions that are left as they were, and categories by signals that are. Else it is named by what it rests on, not by the number of a
 * version: two versions that score a dimension alike give one figure with one error.
 */
export function noiseOfScoring(noise: NoiseSource, asked: Questionnaire, scored: Questionnaire): NoiseSource {
  if (asked === scored) return noise
  const names = namesOf(asked, scored)
  return (cellKey, statistic) => noise(cellKey, `${statistic}${names(statistic)}`)
}

const known = new WeakMap<Questionnaire, (statistic: string) => string>()

function namesOf(asked: Questionnaire, scored: Questionnaire): (statistic: string) => string {
  const names = known.get(scored) ?? makeNames(asked, scored)
  known.set(scored, names)
  return names
}

function makeNames(asked: Questionnaire, scored: Questionnaire): (statistic: string) => string {
  const dimensions = scored.scoring?.dimensions ?? []
  const whole = nameOf(scoringBasis(asked), scoringBasis(scored))
  const categories = nameOf(basisOfCategories(asked), basisOfCategories(scored))
  const byDimension = new Map(
    dimensions.map(({ id }) => [id, nameOf(basisOfDimension(asked, id), basisOfDimension(scored, id))]),
  )
  const dimensionOf = new Map(
    dimensions.flatMap(({ id, subdimensions }) => subdimensions.map((part) => [part.id, id] as const)),
  )
  return (statistic) => {
    if (restsOnNoScore.test(statistic)) return ''
    if (ofCategories.test(statistic)) return categories
    const subdimension = ofOneSubdimension.exec(statistic)?.[1]
    const dimension =
      subdimension === undefined ? ofOneDimension.exec(statistic)?.[1] : dimensionOf.get(subdimension)
    return byDimension.get(dimension ?? '') ?? whole
  }
}

function nameOf(before: unknown, after: unknown): string {
  const [own, other] = [before, after].map((basis) => canonicalJson(settingOf(basis)))
  return own === other ? '' : ` scored by ${other}`
}

/** What categories rest on: where signals decide, on no score. */
function basisOfCategories(questionnaire: Questionnaire) {
  const { scoring } = questionnaire
  if (scoring?.classification?.type !== 'signals') return scoringBasis(questionnaire)
  return scoringBasis({
    ...questionnaire,
    scoring: {
      ...scoring,
      dimensions: [],
      overall: { method: 'arithmetic', requires: 'all' },
      poverty: null,
    },
  })
}

/** What score and deprivation of a dimension rest on; null where there is none of this id. */
function basisOfDimension(questionnaire: Questionnaire, id: string) {
  const { scoring } = questionnaire
  const dimension = scoring?.dimensions.find((one) => one.id === id)
  if (scoring == null || dimension === undefined) return null
  const alone: DimensionDefinition = { ...dimension, weight: 1 }
  return scoringBasis({
    ...questionnaire,
    scoring: {
      ...scoring,
      dimensions: [alone],
      overall: { method: 'arithmetic', requires: 'all' },
      poverty: { k: 1, criticalAnswers: usesCriticalAnswers(questionnaire) },
      classification: null,
    },
  })
}
