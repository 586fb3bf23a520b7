import { expect, test } from 'vitest'
import { roster } from '../questionnaire/fixtures/repeated'
import { everyType } from './fixtures/every-type'
import type { PaperItem, Rich } from './paper-document'
import { questionnaireOnPaper } from './questionnaire-on-paper'

const paper = questionnaireOnPaper(everyType(), 'en', '2026-03-01')
const groups = paper.sections.flatMap((section) => section.groups)

function itemOf(id: string): PaperItem {
  const found = groups.flatMap(({ items }) => items).find((item) => item.id === id)
  if (found === undefined) throw new Error(`no item ${id}`)
  return found
}

function inWords(rich: Rich): string {
  return rich.map((part) => (part.kind === 'item' ? `${part.number} <${part.id}>` : part.text)).join('')
}

test('questions are numbered through; what is only read out has no number', () => {
  expect(groups.flatMap(({ items }) => items.map(({ id, number }) => `${number} ${id}`))).toEqual([
    'null welcome',
    '1 region',
    '2 village',
    '3 country',
    '4 papers',
    '5 age',
    '6 age_months',
    '7 mood',
    '8 percent',
    '9 born',
    '10 wake',
    '11 order',
    '12 words',
  ])
})

test('a condition is said once for the items that share it, naming the item by number and id', () => {
  expect(groups.flatMap(({ skip }) => (skip === null ? [] : [inWords(skip)]))).toEqual([
    'Ask 5 to 6 only if: 1 <region> is “North”.',
    'Ask only if: ${age} + 1 > 18',
  ])
})

test('each type has its room', () => {
  expect(itemOf('region').answer).toMatchObject({
    kind: 'options',
    mark: 'circle',
    options: [{ code: 'north', label: 'North' }, { code: 'south' }],
  })
  expect(itemOf('papers').answer).toMatchObject({
    mark: 'square',
    options: [{ note: '' }, { code: 'none', note: 'only by itself' }],
  })
  expect(itemOf('order').answer).toMatchObject({ mark: 'number' })
  expect(itemOf('age').answer).toMatchObject({ kind: 'lines', unit: 'years' })
  expect(itemOf('age').hints.map(inWords)).toEqual(['Write a number from 0 to 120.'])
  expect(itemOf('age_months').hints.map(inWords)).toContain('A right answer: . > 1')
  expect(itemOf('mood')).toMatchObject({
    label: 'You said [age]. How are you?',
    answer: {
      kind: 'scale',
      values: Array.from({ length: 11 }, (_, place) => String(place)),
      minLabel: 'Very bad',
    },
  })
  expect(itemOf('percent').answer).toMatchObject({ kind: 'ends', ends: [{ value: '0' }, { value: '100' }] })
  expect(itemOf('born').answer).toMatchObject({
    fields: [
      { label: 'Month', cells: 2 },
      { label: 'Year', cells: 4 },
    ],
  })
  expect(itemOf('wake').answer).toMatchObject({ kind: 'cells', isTime: true })
  expect(itemOf('words').answer).toMatchObject({ kind: 'lines', lines: 2 })
})

test('marks and reserved answers stand with their items', () => {
  expect(itemOf('region')).toMatchObject({
    marks: ['Needs an answer or a refusal'],
    reserved: [{ code: 'dk' }],
  })
  expect(itemOf('papers')).toMatchObject({
    marks: ['Sensitive', 'High risk: an answer could expose the person'],
    reserved: [{ code: 'pnta', label: 'Prefer not to answer' }],
  })
})

test('a long list is cut and says so; countries are written', () => {
  expect(itemOf('village').answer).toMatchObject({
    more: { text: '68 more answers are not printed here. The file of the questionnaire has them.' },
  })
  expect(itemOf('village').answer).toHaveProperty('options.length', 12)
  expect(itemOf('country').answer).toMatchObject({ kind: 'lines' })
  expect(itemOf('country').hints.map(inWords)).toEqual([expect.stringContaining('249 countries')])
})

test('what nobody is asked, and what leaves answers out, stands in the annex', () => {
  expect(paper.annex?.rows.map(({ id, how }) => [id, inWords(how)])).toEqual([
    ['village', 'Only the answers are offered for which this holds: region = ${region}'],
    ['twice', 'Calculated: ${age} * 2'],
    ['day', 'The day of the answer, which the device writes.'],
    ['round_number', 'Written by the round, a number from 1 to 9.'],
  ])
})

test('an unfinished translation is told, and which language stands in its place', () => {
  expect(paper.warnings).toEqual([])
  const { warnings } = questionnaireOnPaper(everyType(), 'bn', null)
  expect(warnings).toHaveLength(3)
  expect(warnings[0]).toContain('machine-drafted')
  expect(warnings[1]).toContain('ইংরেজি')
})

test('a draft has no day', () => {
  const draft = questionnaireOnPaper(everyType(), 'en', null)
  expect(draft.footer).toBe('Every type · version 3 · Draft, not published')
  expect(paper.footer).toBe('Every type · version 3 · 1 March 2026')
})

test('a language that the instructions are not spoken in has them in English, from the left', () => {
  expect(questionnaireOnPaper(everyType(), 'ur', null)).toMatchObject({
    direction: 'rtl',
    wordsDirection: 'ltr',
    how: { heading: 'How to use this document' },
  })
  expect(questionnaireOnPaper(everyType(), 'fa-AF', null)).toMatchObject({ wordsDirection: 'rtl' })
})

test('a repeat is printed for one entry, to be copied', () => {
  const shape = { count: null, most: 4, relevant: null, hasLabel: true, sections: 2 } as const
  const { sections } = questionnaireOnPaper(roster(shape), 'en', null)
  expect(sections.map(({ title, notes }) => [title, notes])).toEqual([
    ['Home', []],
    ['People', ['This section is for one entry. Copy it for each further one, 4 at most.']],
    ['Work', ['This section is for one entry. Copy it for each further one, 4 at most.']],
    ['End', []],
  ])
})
