import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { everyItemType } from '@/e2e/every-item-type'
import { consentWords } from '@/lib/consent'
import { parseQuestionnaire } from '@/lib/questionnaire/parse'
import { RunBy } from './run-by'

const { questionnaire } = parseQuestionnaire(everyItemType)

test.each([
  ['en', '<p>This survey is run by <bdi>Harbour House</bdi>.</p>'],
  ['ar', '<p>الجهة التي تُجري هذا الاستبيان: <bdi>Harbour House</bdi>.</p>'],
])('who runs the survey is named with the words of the first page: %s', (language, expected) => {
  const consent = consentWords(questionnaire, { organisation: 'Harbour House', keptUntil: null }, language)
  expect(renderToStaticMarkup(createElement(RunBy, { consent }))).toBe(expected)
})

test('nothing is said where nobody is named', () => {
  const consent = consentWords(questionnaire, { organisation: '', keptUntil: null }, 'en')
  expect(renderToStaticMarkup(createElement(RunBy, { consent }))).toBe('')
})
