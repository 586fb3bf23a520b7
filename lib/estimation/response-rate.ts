import type { Problem, Result } from '../result'

/**
 * Response, refusal and contact rates of a round.
 *
 * @see AAPOR, Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 10th edition (2023),
 *   "Calculating outcome rates"; the letters below are its own
 */

/** What became of the people who were asked, in persons. People known not to be eligible are in none of these. */
export type Dispositions = {
  /** I: answered. */
  readonly completed: number
  /** P: answered in part, where a survey tells part from whole. */
  readonly partial: number
  /** R: said no, or broke off. */
  readonly refused: number
  /** NC: not reached. */
  readonly notReached: number
  /** O: reached, and for another reason did not answer. */
  readonly other: number
  /** UH + UO: nobody knows whether they were eligible. */
  readonly unknown: number
}

/** RR1, the least response rate. @returns share of 0 to 1; NaN where nobody was asked */
export function responseRate1(people: Dispositions): number {
  return people.completed / everybody(people)
}

/** REF1, the least refusal rate. @returns share of 0 to 1; NaN where nobody was asked */
export function refusalRate1(people: Dispositions): number {
  return people.refused / everybody(people)
}

/** CON1, the least contact rate. @returns share of 0 to 1; NaN where nobody was asked */
export function contactRate1(people: Dispositions): number {
  const { completed, partial, refused, other } = people
  return (completed + partial + refused + other) / everybody(people)
}

/** (I + P) + (R + NC + O) + (UH + UO): all are taken to be eligible, so that no rate is flattered. */
function everybody({ completed, partial, refused, notReached, other, unknown }: Dispositions): number {
  return completed + partial + (refused + notReached + other) + unknown
}

/** What those who ran a round counted, in persons; null where they did not. Each person counts in one of the last three at most. */
export type Fieldwork = {
  /** Everybody who was asked, those who answered and those below included. */
  readonly asked: number | null
  readonly refused: number | null
  readonly notReached: number | null
  readonly notEligible: number | null
}

export type FieldworkCount = keyof Fieldwork

export type OutcomeRate = {
  /** Name of the formula, by which other surveys can be compared. */
  readonly formula: 'RR1' | 'REF1' | 'CON1'
  /** 0 to 1; null where it cannot be reckoned. */
  readonly share: number | null
  /** The counts that it takes and that are missing. None are where nobody eligible was asked. */
  readonly lacks: readonly FieldworkCount[]
}

export type OutcomeRates = {
  readonly response: OutcomeRate
  readonly refusal: OutcomeRate
  readonly contact: OutcomeRate
}

/**
 * The rates that can be reckoned from what was counted.
 *
 * Whoever sent answers counts as completed (P = 0): every item may be left out, so none is told from a part. Whoever was asked and
 * of whom nothing else is known counts as unknown (UO), the least favourable reading; so each rate is the least that is possible.
 *
 * | rate | takes |
 * |---|---|
 * | RR1 | asked |
 * | REF1 | asked, refused |
 * | CON1 | asked, refused, notReached |
 *
 * Where nobody counted those not eligible, all are taken to be eligible.
 *
 * @param answers people who answered
 * @returns the problems of `fieldworkProblems` where the numbers contradict each other
 */
export function outcomeRates(answers: number, fieldwork: Fieldwork): Result<OutcomeRates> {
  const problems = fieldworkProblems(answers, fieldwork)
  if (problems.length > 0) return { ok: false, problems }
  const people = dispositionsOf(answers, fieldwork)
  const rate = (
    formula: OutcomeRate['formula'],
    reckon: (people: Dispositions) => number,
    takes: readonly FieldworkCount[],
  ): OutcomeRate => {
    const lacks = takes.filter((count) => fieldwork[count] === null)
    const share = lacks.length === 0 ? reckon(people) : Number.NaN
    return { formula, share: Number.isNaN(share) ? null : share, lacks }
  }
  return {
    ok: true,
    value: {
      response: rate('RR1', responseRate1, ['asked']),
      refusal: rate('REF1', refusalRate1, ['asked', 'refused']),
      contact: rate('CON1', contactRate1, ['asked', 'refused', 'notReached']),
    },
  }
}

function dispositionsOf(answers: number, fieldwork: Fieldwork): Dispositions {
  const refused = fieldwork.refused ?? 0
  const notReached = fieldwork.notReached ?? 0
  const asked = fieldwork.asked ?? 0
  const unknown = asked - (fieldwork.notEligible ?? 0) - answers - refused - notReached
  return { completed: answers, partial: 0, refused, notReached, other: 0, unknown }
}

/** Counts that contradict each other or the answers, by field; none where they fit. */
export function fieldworkProblems(answers: number, fieldwork: Fieldwork): readonly Problem[] {
  const { asked } = fieldwork
  if (asked === null) return []
  if (answers > asked) {
    const message = `${answers} people have answered, so at least ${answers} were asked. Give that number or a larger one, or leave it blank.`
    return [{ path: 'asked', code: 'fewer_than_answers', message, params: { answers } }]
  }
  const parts = (['refused', 'notReached', 'notEligible'] as const).map(
    (count) => [count, fieldwork[count] ?? 0] as const,
  )
  const larger = parts.filter(([, people]) => people > asked)
  if (larger.length > 0) {
    const message = `These are more people than the ${asked} who were asked. Correct one of the two numbers.`
    return larger.map(([path]) => ({ path, code: 'more_than_asked', message, params: { asked } }))
  }
  const together = parts.reduce((sum, [, people]) => sum + people, answers)
  if (together <= asked) return []
  const message = `Those who answered (${answers}), said no, were not reached or were not eligible come to ${together} together, more than the ${asked} who were asked. Each person counts once: correct one of the numbers.`
  return [{ path: 'asked', code: 'fewer_than_told', message, params: { answers, together, asked } }]
}
