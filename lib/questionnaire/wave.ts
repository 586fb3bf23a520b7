import type { Answers } from './answer-values'
import type { Questionnaire } from './definition'

/** The wave of the round as an answer, for a questionnaire that asks it of nobody but uses it; else nothing. */
export function waveAnswers(questionnaire: Questionnaire, wave: number): Answers {
  return questionnaire.items.some((item) => item.id === 'wave' && item.type === 'hidden') ? { wave } : {}
}
