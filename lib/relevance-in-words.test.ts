import { expect, test } from 'vitest'
import { defaultInstruments } from './instruments/default-instruments'
import { paperTexts } from './interface/paper/paper-words'
import { relevanceInWords, relevanceOfItems } from './relevance-in-words'

const shortForm = defaultInstruments().find(({ id }) => id === 'migrant-short')

/** @param expression with `{item}` for a reference, so that no template string is mistaken for one */
function inWords(expression: string, language = 'en'): string | null {
  if (shortForm === undefined) throw new Error('the short form is missing')
  const parts = relevanceInWords(shortForm, expression.replaceAll('{', '$' + '{'), language)
  return parts?.map((part) => (typeof part === 'string' ? part : `“{part.quoted}”`)).join('') ?? null
}

test('alternatives of one question are named together', () => {
  expect(inWords("{gender} = 'woman' or {gender} = 'man'")).toMatch(/^“[^”]+” is “[^”]+” or “[^”]+”$/)
})

test('a refused set of alternatives reads as neither and nor', () => {
  expect(inWords("not({gender} = 'woman' or {gender} = 'man')")).toMatch(/ is neither “.+” nor “.+”$/)
})

test('alternatives inside a conjunction are set apart', () => {
  expect(inWords("{life_control} > 3 and ({gender} = 'woman' or {life_control} = 0)")).toMatch(
    /^“.+” is more than 3 and \(“.+” is “.+”, or “.+” is 0\)$/,
  )
})

test('a list answer includes an option, in the language asked for', () => {
  expect(inWords("not(selected({hard_events}, 'none'))", 'es')).toMatch(
    /^“.*\p{L}.*” does not include “.+”$/u,
  )
})

test('an expression beyond these words is left to be shown as it is', () => {
  expect(inWords('{life_control} + 1 > 3')).toBeNull()
})

test('a date is said in words, in the language asked for', () => {
  const arrived = {
    ...shortForm?.items[0],
    id: 'arrived',
    type: 'date',
    label: { en: 'When?', es: '¿Cuándo?' },
  }
  const document = { ...shortForm, items: [arrived] } as never
  const inLanguage = (language: string) => relevanceInWords(document, "${arrived} = '2024-05-17'", language)
  expect(inLanguage('en')).toEqual([{ quoted: 'When?' }, ' is ', { quoted: '17 May 2024' }])
  expect(inLanguage('es')).toEqual([{ quoted: '¿Cuándo?' }, ' is ', { quoted: '17 de mayo de 2024' }])
})

test('chosen options of a list are named together, and selected( ) of a single answer reads as being it', () => {
  expect(inWords("selected({hard_events}, 'none') or selected({hard_events}, 'pnta')")).toMatch(
    /^“[^”]+” includes “[^”]+” or “[^”]+”$/,
  )
  expect(inWords("selected({gender}, 'woman')")).toMatch(/^“[^”]+” is “[^”]+”$/)
})

test('sides may stand in either order, and an item may be compared with another', () => {
  expect(inWords('3 < {life_control}')).toMatch(/^“[^”]+” is more than 3$/)
  expect(inWords('{life_control} >= {work_status}')).toMatch(/^“[^”]+” is at least “[^”]+”$/)
  expect(inWords('3 < 4')).toBeNull()
})

test('on paper items are named by their ids, in the words of the language', () => {
  if (shortForm === undefined) throw new Error('the short form is missing')
  const parts = relevanceOfItems(
    shortForm,
    '$' + "{gender} = 'woman' and $" + '{life_control} > 3',
    'fr',
    paperTexts('fr'),
  )
  expect(parts).toEqual([
    { itemId: 'gender' },
    ' est ',
    { quoted: expect.any(String) },
    ' et ',
    { itemId: 'life_control' },
    ' est plus que ',
    '3',
  ])
})

test('every relevance of the default questionnaires can be said in words', () => {
  for (const questionnaire of defaultInstruments())
    for (const { id, relevant } of questionnaire.items)
      if (relevant !== null)
        expect(relevanceInWords(questionnaire, relevant, 'en'), `${questionnaire.id} ${id}`).not.toBeNull()
})
