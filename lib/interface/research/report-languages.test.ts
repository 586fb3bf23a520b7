import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { languagesOfReports } from './report-languages'

const [instrument] = defaultInstruments()
const asked = (languages: readonly string[], defaultLanguage: string): Questionnaire => {
  if (instrument === undefined) throw new Error('there is no instrument')
  return { ...instrument, languages: [...languages], defaultLanguage }
}

test('a round is reported in the languages of its questionnaire that figures are spoken in, its own first', () => {
  expect(languagesOfReports(asked(['en', 'tl', 'ar-SY', 'fa-AF'], 'fa-AF'))).toEqual(['fa-AF', 'en', 'ar-SY'])
  expect(languagesOfReports(asked(['tl', 'en', 'fr'], 'tl'))).toEqual(['en', 'fr'])
})

test('where none is spoken, English says the figures and the questionnaire its own labels', () => {
  expect(languagesOfReports(asked(['tl'], 'tl'))).toEqual(['en'])
})
