import type { Answers } from './answer-values'
import type { Questionnaire } from './definition'

/** The wave of the round as an answer, for a questionnaire that asks it of nobody but uses it; else nothing. */
export function waveAnswers(questionnaire: Questionnaire, wave: number): Answers {
  return questionnaire.items.some((item) => item.id === 'wave' && item.type === 'hidden') ? { wave } : {}
}

/** The day as an answer, for a questionnaire that reckons with it; else nothing. @param day `2026-03-01` */
export function dayAnswers({ items }: Questionnaire, day: string): Answers {
  return Object.fromEntries(items.filter(({ type }) => type === 'today').map(({ id }) => [id, day]))
}
