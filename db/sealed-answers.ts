import type { Answers } from '@/lib/questionnaire/answer-values'
import { store } from './connection'
import type { responses } from './schema/responses'

/** A response as it is stored: coded answers and free text, each sealed. */
export type SealedAnswers = Pick<typeof responses.$inferSelect, 'id' | 'answers' | 'freeText'>

/** Seals answers for one response; free text only where there is any. */
export function sealAnswers(id: string, coded: Answers, text: Answers): Omit<SealedAnswers, 'id'> {
  const seal = (column: 'answers' | 'free_text', answers: Answers) =>
    store().vault.seal({ table: 'responses', column, row: id }, Buffer.from(JSON.stringify(answers)))
  return {
    answers: seal('answers', coded),
    freeText: Object.keys(text).length === 0 ? null : seal('free_text', text),
  }
}

/** The coded answers of a response. They were validated before they were sealed. */
export function codedAnswersOf({ id, answers }: Pick<SealedAnswers, 'id' | 'answers'>): Answers {
  return JSON.parse(
    store().vault.open({ table: 'responses', column: 'answers', row: id }, answers).toString(),
  )
}

/** The free text of a response by item. */
export function textAnswersOf({ id, freeText }: Pick<SealedAnswers, 'id' | 'freeText'>): Answers {
  if (freeText === null) return {}
  return JSON.parse(
    store().vault.open({ table: 'responses', column: 'free_text', row: id }, freeText).toString(),
  )
}

/** Both: whether a question was asked may depend on free text, also where nobody may read it. */
export function everyAnswerOf(sealed: SealedAnswers): Answers {
  return { ...codedAnswersOf(sealed), ...textAnswersOf(sealed) }
}
