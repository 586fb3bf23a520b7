import { compiled } from '../questionnaire/compiled'
import type {
  Classification,
  Questionnaire,
  SignalClassification,
  ThresholdClassification,
} from '../questionnaire/definition'
import { evaluate, isTrue } from '../questionnaire/expression'
import type { Path } from '../questionnaire/flow'
import type { AnswerStatus } from '../questionnaire/missing'

/** Why a person was placed in a category. */
export type CategoryBasis = {
  /** Id of the rule or band that decided. */
  readonly rule: string
  /** Ids of all signals that fired, in declared order. */
  readonly signals: readonly string[]
  /** Number of core items answered. */
  readonly answered: number
}

export type Classified = { readonly category: string; readonly categoryBasis: CategoryBasis }

/** Scores are sums of decimals: 25 may come out a hair above 25. */
const tolerance = 1e-9

/**
 * The category of one person.
 *
 * @param overall the overall score, 0–100, or null
 * @returns null when the questionnaire does not classify
 * @see measurement framework, sections 6.2 (signals) and 9 (thresholds)
 */
export function classify(
  questionnaire: Questionnaire,
  path: Path,
  statuses: ReadonlyMap<string, AnswerStatus>,
  overall: number | null,
): Classified | null {
  const classification = questionnaire.scoring?.classification ?? null
  return classification === null ? null : classifyBy(questionnaire, classification, path, statuses, overall)
}

/** As `classify`, under another classification of the same signals: one whose thresholds were moved, say. */
export function classifyBy(
  questionnaire: Questionnaire,
  classification: Classification,
  path: Path,
  statuses: ReadonlyMap<string, AnswerStatus>,
  overall: number | null,
): Classified {
  const answered = classification.coreItems.filter((itemId) => statuses.get(itemId) === 'answered').length
  return classification.type === 'signals'
    ? bySignals(questionnaire, classification, path, statuses, answered)
    : byThreshold(classification, answered, overall)
}

function bySignals(
  questionnaire: Questionnaire,
  classification: SignalClassification,
  path: Path,
  statuses: ReadonlyMap<string, AnswerStatus>,
  answered: number,
): Classified {
  const expressions = compiled(questionnaire).signals
  const fired = classification.signals.filter(({ id }) => {
    const when = expressions.get(id)
    return when !== undefined && isTrue(evaluate(when, path))
  })
  const numberOf = (strength: 'strong' | 'moderate' | 'privilege') =>
    fired.filter((signal) => signal.strength === strength).length
  const [strong, moderate, privilege] = [numberOf('strong'), numberOf('moderate'), numberOf('privilege')]
  const isInsufficient =
    answered < classification.minAnswered ||
    classification.requiredItems.some((itemId) => statuses.get(itemId) !== 'answered')
  const rule = classification.rules.find(
    (candidate) =>
      strong >= (candidate.minStrong ?? 0) &&
      moderate >= (candidate.minModerate ?? 0) &&
      privilege >= (candidate.minPrivilege ?? 0) &&
      moderate <= (candidate.maxModerate ?? Number.POSITIVE_INFINITY) &&
      (candidate.whenInsufficient !== true || isInsufficient),
  )
  if (rule === undefined) throw new RangeError('No category rule holds: the last rule must be "otherwise".')
  return {
    category: rule.category,
    categoryBasis: { rule: rule.id, signals: fired.map((signal) => signal.id), answered },
  }
}

function byThreshold(
  classification: ThresholdClassification,
  answered: number,
  overall: number | null,
): Classified {
  if (overall === null || answered < classification.minAnswered) {
    return {
      category: classification.insufficient,
      categoryBasis: { rule: 'insufficient', signals: [], answered },
    }
  }
  return {
    category: categoryAt(classification, overall),
    categoryBasis: { rule: 'threshold', signals: [], answered },
  }
}

/** The category of a score, 0–100, of somebody who answered enough. */
export function categoryAt({ bands }: ThresholdClassification, overall: number): string {
  const band = bands.find(
    ({ atMost, atLeast }) =>
      (atMost === undefined || overall <= atMost + tolerance) &&
      (atLeast === undefined || overall >= atLeast - tolerance),
  )
  if (band === undefined) throw new RangeError('No band holds: the last band must be "otherwise".')
  return band.category
}
