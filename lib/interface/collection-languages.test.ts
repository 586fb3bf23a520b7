import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import type { Questionnaire } from '../questionnaire/definition'
import { collectionLanguages, languageReadiness } from './collection-languages'

const [short] = defaultInstruments()
if (short === undefined) throw new Error('no instrument')

test('the default questionnaires can be opened in every language that they have, the default first', () => {
  for (const questionnaire of defaultInstruments()) {
    expect(collectionLanguages(questionnaire)[0]).toBe('en')
    expect([...collectionLanguages(questionnaire)].sort()).toEqual([...questionnaire.languages].sort())
  }
  expect([...collectionLanguages(short)].sort()).toEqual(['ar', 'en', 'es', 'fr', 'pt', 'uk'])
})

test('a language with one text missing that respondents read is not opened, and the text is named', () => {
  const items = short.items.map((item, place) =>
    place === 1 ? { ...item, label: { ...item.label, es: ' ' } } : item,
  )
  const gappy: Questionnaire = { ...short, items }
  expect(collectionLanguages(gappy)).not.toContain('es')
  expect(languageReadiness(gappy).find(({ language }) => language === 'es')).toEqual({
    language: 'es',
    isReady: false,
    hasInterface: true,
    missingTexts: ['items[1].label'],
    isDraft: true,
  })
})

test('a language is a draft until both interface and questionnaire are reviewed', () => {
  const drafts = (questionnaire: Questionnaire) =>
    languageReadiness(questionnaire)
      .filter(({ isDraft }) => isDraft)
      .map(({ language }) => language)
      .sort()
  expect(drafts(short)).toEqual(['ar', 'es', 'fr', 'pt', 'uk'])
  const fromSpanish = { ...short, translationStatus: { es: 'source', en: 'machine-drafted' } }
  expect(drafts(fromSpanish)).toEqual(['ar', 'en', 'es', 'fr', 'pt', 'uk'])
  const reviewed = { ...short, translationStatus: { es: 'source', en: 'reviewed' } }
  expect(drafts(reviewed)).not.toContain('en')
})

test('names of scores may wait: no respondent reads them', () => {
  const scoring = short.scoring
  if (scoring === null) throw new Error('the short form is scored')
  const dimensions = scoring.dimensions.map((dimension) => ({
    ...dimension,
    label: { en: dimension.label.en ?? '' },
  }))
  const unnamed: Questionnaire = { ...short, scoring: { ...scoring, dimensions } }
  expect(collectionLanguages(unnamed)).toContain('es')
})

test('a language that the interface does not speak is not opened, however complete its items are', () => {
  const tagalog: Questionnaire = { ...short, languages: [...short.languages, 'tl'] }
  expect(collectionLanguages(tagalog)).not.toContain('tl')
  expect(languageReadiness(tagalog).at(-1)).toMatchObject({ language: 'tl', hasInterface: false })
})

test('a regional form is opened with the interface of its plain language', () => {
  const regional = (map: Readonly<Record<string, string>>) => ({ 'es-CO': map.es ?? '' })
  const colombian: Questionnaire = JSON.parse(
    JSON.stringify(short, (_, value) =>
      typeof value === 'object' && value !== null && typeof value.es === 'string' ? regional(value) : value,
    ),
  )
  const only: Questionnaire = { ...colombian, languages: ['es-CO'], defaultLanguage: 'es-CO' }
  expect(collectionLanguages(only)).toEqual(['es-CO'])
})
