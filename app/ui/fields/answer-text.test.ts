import { expect, test } from 'vitest'
import { everyItemType } from '@/e2e/every-item-type'
import { calendarWords } from '@/lib/interface/calendar-words'
import { questionnaireSchema } from '@/lib/questionnaire/definition'
import { answerLines } from './answer-text'

const whole = questionnaireSchema.parse(everyItemType)

test.each([
  ['en', 0, '0: No trust at all'],
  ['en', 7, '7'],
  ['en', 10, '10: Complete trust'],
  ['ar', 10, '10: ثقة تامة'],
])('the end of a scale is shown with its words: %s, %i', (language, answer, expected) => {
  const questionnaire = { ...whole, defaultLanguage: language }
  const item = questionnaire.items.find(({ id }) => id === 'trust')
  if (item === undefined) throw new Error('There is no scale.')
  expect(answerLines({ questionnaire, calendar: calendarWords(language) }, item, answer)).toEqual([expected])
})
