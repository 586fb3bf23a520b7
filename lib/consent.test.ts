import { expect, test } from 'vitest'
import { consentWords } from './consent'
import { defaultInstruments } from './instruments/default-instruments'
import { roster } from './questionnaire/fixtures/repeated'

const round = { organisation: '', keptUntil: null, isLaterWave: false }

function whatIsAsked(words: ReturnType<typeof consentWords>): string {
  return words.parts[1]?.text[0] ?? ''
}

test('what is asked about is said by the sections, each once, also those that repeat', () => {
  const home = roster({ count: null, most: 6, relevant: null, hasLabel: true, sections: 2 })
  const titles = home.sections.map(({ title }) => title.en ?? '')
  const asked = whatIsAsked(consentWords(home, round, 'en')).split(' · ')
  expect(asked).toEqual([...new Set(asked)])
  expect(titles).toEqual(expect.arrayContaining(asked))
})

test('a section in which nothing is asked is not named', () => {
  for (const questionnaire of defaultInstruments()) {
    const [first, ...rest] = questionnaire.sections
    if (first === undefined) throw new Error('no section')
    const silent = {
      ...questionnaire,
      sections: [{ ...first, title: { en: 'Silent' }, items: [] }, first, ...rest],
    }
    expect(consentWords(silent, round, 'en')).toEqual(consentWords(questionnaire, round, 'en'))
  }
})
