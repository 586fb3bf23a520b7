import { type Answers, answerOf } from '../questionnaire/answer-values'
import { compiled } from '../questionnaire/compiled'
import type { DimensionDefinition, Questionnaire } from '../questionnaire/definition'
import type { AnswerStatus } from '../questionnaire/missing'
import { isChoice, optionWithCode } from '../questionnaire/options'

/** A dimension of exactly the cut-off is not deprived, whatever the last bit says. */
const tolerance = 1e-9

/**
 * Whether a person is deprived in a dimension: a critical answer was given, or the score lies below the cut-off.
 *
 * @param dimensionScore 0–100 or null
 * @returns null when the score is not formed and no critical answer was given
 * @see measurement framework, section 5
 */
export function isDeprived(
  questionnaire: Questionnaire,
  dimension: DimensionDefinition,
  cutoff: number,
  dimensionScore: number | null,
  answers: Answers,
  statuses: ReadonlyMap<string, AnswerStatus>,
): boolean | null {
  if (usesCriticalAnswers(questionnaire) && hasCriticalAnswer(questionnaire, dimension, answers, statuses))
    return true
  return dimensionScore === null ? null : dimensionScore < cutoff - tolerance
}

/** Whether an answer alone can make somebody deprived. Where no poverty is measured, it can. */
export function usesCriticalAnswers({ scoring }: Questionnaire): boolean {
  return scoring?.poverty?.criticalAnswers ?? true
}

function hasCriticalAnswer(
  questionnaire: Questionnaire,
  dimension: DimensionDefinition,
  answers: Answers,
  statuses: ReadonlyMap<string, AnswerStatus>,
): boolean {
  const { itemById } = compiled(questionnaire)
  return dimension.subdimensions.some((subdimension) =>
    subdimension.items.some(({ id }) => {
      const item = itemById.get(id)
      if (item === undefined || !isChoice(item) || statuses.get(id) !== 'answered') return false
      const answer = answerOf(answers, id)
      const codes = typeof answer === 'object' ? answer : [String(answer)]
      return codes.some((code) => optionWithCode(questionnaire, item, code)?.critical === true)
    }),
  )
}

/**
 * The deprivation score c of one person: the weighted share of dimensions in which they are deprived.
 *
 * @returns 0–1; null when a flag is missing, or no dimension has a cut-off
 * @see Alkire and Foster (2011), J. Public Economics 95, the counting vector c
 */
export function deprivationScore(
  questionnaire: Questionnaire,
  deprived: Readonly<Record<string, boolean | null>>,
): number | null {
  let weightOfAll = 0
  let weightOfDeprived = 0
  for (const dimension of questionnaire.scoring?.dimensions ?? []) {
    if (dimension.deprivationCutoff === null) continue
    const flag = deprived[dimension.id] ?? null
    if (flag === null) return null
    weightOfAll += dimension.weight
    if (flag) weightOfDeprived += dimension.weight
  }
  return weightOfAll === 0 ? null : weightOfDeprived / weightOfAll
}
