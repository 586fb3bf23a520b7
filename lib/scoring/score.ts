import { type Answer, type Answers, answerOf } from '../questionnaire/answer-values'
import { compiled } from '../questionnaire/compiled'
import type {
  ChoiceItem,
  Item,
  Questionnaire,
  ScoringBlock,
  SubdimensionDefinition,
} from '../questionnaire/definition'
import { evaluate, isTrue } from '../questionnaire/expression'
import { type Path, pathOf } from '../questionnaire/flow'
import { type AnswerStatus, statusesOn } from '../questionnaire/missing'
import { isChoice, optionWithCode } from '../questionnaire/options'
import { type CategoryBasis, classify } from './classify'
import { isDeprived } from './deprivation'

/** Rises whenever the same answers would give another result; stored beside every score. */
export const scoringVersion = 1

/** Everything computed from one person's answers. Scores run from 0 (worst) to 100 (best); null: cannot be formed. */
export type ScoredResponse = {
  readonly items: Readonly<Record<string, number | null>>
  /** Why an item of the scoring block has no score. */
  readonly missing: Readonly<Record<string, Exclude<AnswerStatus, 'answered'>>>
  readonly subdimensions: Readonly<Record<string, number | null>>
  readonly dimensions: Readonly<Record<string, number | null>>
  readonly overall: number | null
  /** By dimension with a deprivation cut-off. */
  readonly deprived: Readonly<Record<string, boolean | null>>
  readonly category: string | null
  readonly categoryBasis: CategoryBasis | null
}

/**
 * Scores one person's answers.
 *
 * @param answers valid answers (`validateAnswers`); constraints are not looked at again
 * @throws RangeError when the questionnaire has no scoring block
 * @see measurement framework, sections 4 to 6
 */
export function scoreResponse(questionnaire: Questionnaire, answers: Answers): ScoredResponse {
  const path = pathOf(questionnaire, answers)
  return scoreOn(questionnaire, answers, path, statusesOn(questionnaire, path, answers))
}

/** As `scoreResponse`, for answers whose path and statuses are known already. */
export function scoreOn(
  questionnaire: Questionnaire,
  answers: Answers,
  path: Path,
  statuses: ReadonlyMap<string, AnswerStatus>,
): ScoredResponse {
  const { scoring } = questionnaire
  if (scoring === null) throw new RangeError(`The questionnaire "${questionnaire.id}" has no scoring block.`)
  const items: Record<string, number | null> = {}
  const missing: Record<string, Exclude<AnswerStatus, 'answered'>> = {}
  const subdimensions: Record<string, number | null> = {}
  const dimensions: Record<string, number | null> = {}
  const deprived: Record<string, boolean | null> = {}

  for (const dimension of scoring.dimensions) {
    const parts: Part[] = []
    for (const subdimension of dimension.subdimensions) {
      const scored = scoreItems(questionnaire, subdimension, path, statuses, answers)
      for (const { itemId, status, score } of scored) {
        items[itemId] = score
        if (status !== 'answered') missing[itemId] = status
      }
      const applicable = scored.filter(({ status }) => status !== 'not_asked' && status !== 'not_applicable')
      const score = weightedMean(applicable, scoring.minItemShare)
      subdimensions[subdimension.id] = score
      if (applicable.length > 0) parts.push({ weight: subdimension.weight, score })
    }
    const score = weightedMean(parts, scoring.minSubdimensionShare)
    dimensions[dimension.id] = score
    const cutoff = dimension.deprivationCutoff
    if (cutoff !== null) {
      deprived[dimension.id] = isDeprived(questionnaire, dimension, cutoff, score, answers, statuses)
    }
  }

  const overall = overallScore(scoring, dimensions)
  const classified = classify(questionnaire, path, statuses, overall)
  return {
    items,
    missing,
    subdimensions,
    dimensions,
    overall,
    deprived,
    category: classified?.category ?? null,
    categoryBasis: classified?.categoryBasis ?? null,
  }
}

type Part = { readonly weight: number; readonly score: number | null }
type ScoredItem = Part & { readonly itemId: string; readonly status: AnswerStatus }

/**
 * The weighted mean of the scores that are formed, if they are at least one and at least a share of all applicable parts;
 * else null (sections 4.3 and 4.4).
 */
function weightedMean(applicable: readonly Part[], minShare: number): number | null {
  let formed = 0
  let sum = 0
  let weights = 0
  for (const { weight, score } of applicable) {
    if (score === null) continue
    formed += 1
    sum += weight * score
    weights += weight
  }
  return formed >= 1 && formed / applicable.length >= minShare ? sum / weights : null
}

function scoreItems(
  questionnaire: Questionnaire,
  subdimension: SubdimensionDefinition,
  path: Path,
  statuses: ReadonlyMap<string, AnswerStatus>,
  answers: Answers,
): readonly ScoredItem[] {
  const { itemById } = compiled(questionnaire)
  return subdimension.items.map(({ id, weight }) => {
    const item = itemById.get(id)
    const status = statuses.get(id) ?? 'not_asked'
    const answer = answerOf(answers, id)
    const isAnswered = item !== undefined && status === 'answered' && answer !== undefined
    return {
      itemId: id,
      weight,
      status,
      score: isAnswered ? itemScore(questionnaire, item, answer, path) : null,
    }
  })
}

/**
 * The score of an item that was answered (measurement.md, section 4.2), 0–100.
 *
 * @returns null when the answer carries no score
 */
export function itemScore(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer,
  path: Path,
): number | null {
  switch (item.scoring.method) {
    case 'none':
      return null
    case 'choice':
      return isChoice(item) && typeof answer === 'string'
        ? choiceScore(questionnaire, item, answer, path)
        : null
    case 'linear': {
      const { from, to } = item.scoring
      return typeof answer === 'number' ? (100 * (answer - from)) / (to - from) : null
    }
    case 'piecewise':
      return typeof answer === 'number' ? interpolate(item.scoring.points, answer) : null
  }
}

function choiceScore(
  questionnaire: Questionnaire,
  item: ChoiceItem,
  code: string,
  path: Path,
): number | null {
  const variant = compiled(questionnaire)
    .variants.get(item.id)
    ?.find(({ when, scores }) => Object.hasOwn(scores, code) && isTrue(evaluate(when, path)))
  return variant?.scores[code] ?? optionWithCode(questionnaire, item, code)?.score ?? null
}

/** Linear between the points, constant beyond the first and the last. */
function interpolate(points: readonly (readonly [number, number])[], x: number): number | null {
  let before: readonly [number, number] | null = null
  for (const point of points) {
    if (x <= point[0]) {
      if (before === null) return point[1]
      return before[1] + ((x - before[0]) / (point[0] - before[0])) * (point[1] - before[1])
    }
    before = point
  }
  return before?.[1] ?? null
}

/**
 * The overall index: the weighted geometric mean of the dimensions, each floored, or their weighted arithmetic mean.
 * Formed only when every dimension is scored (section 4.5).
 *
 * @param scores 0–100 by dimension
 */
export function overallScore(
  { dimensions, overall }: ScoringBlock,
  scores: Readonly<Record<string, number | null>>,
): number | null {
  let sum = 0
  let weights = 0
  for (const { id, weight } of dimensions) {
    const score = scores[id] ?? null
    if (score === null) return null
    sum += weight * (overall.method === 'geometric' ? Math.log(Math.max(score, overall.floor)) : score)
    weights += weight
  }
  return overall.method === 'geometric' ? Math.exp(sum / weights) : sum / weights
}
