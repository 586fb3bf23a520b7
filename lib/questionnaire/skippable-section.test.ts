import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { isSkippableSection } from './skippable-section'

test('of the default questionnaires, the sections about hard things may be skipped whole', () => {
  const skippable = defaultInstruments().flatMap((questionnaire) =>
    questionnaire.sections
      .filter((section) => isSkippableSection(questionnaire, section))
      .map(({ id }) => `${questionnaire.id}/${id}`),
  )
  expect(skippable.sort()).toEqual([
    'migrant-long/journey',
    'migrant-short/journey',
    'public-perceptions/benchmark',
    'social-fabric/fabric',
  ])
})

test.each([
  ['its author says so', { optional: true }, {}, true],
  ['it warns, and asks something sensitive', { intro: { en: 'Hard.' } }, { sensitive: true }, true],
  ['it warns of nothing sensitive', { intro: { en: 'Easy.' } }, {}, false],
  ['it asks something sensitive without a warning', {}, { sensitive: true }, false],
  ['a question in it needs an answer', { optional: true }, { required: true }, false],
])('where %s', (_, ofSection, ofItem, isSkippable) => {
  const [questionnaire] = defaultInstruments()
  const [item] = questionnaire?.items ?? []
  if (item === undefined) throw new Error('no item')
  const items = [{ ...item, sensitive: false, required: false, ...ofItem }]
  expect(isSkippableSection({ items }, { items: [item.id], ...ofSection })).toBe(isSkippable)
})
