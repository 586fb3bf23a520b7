import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { optionsOf } from '@/lib/questionnaire/options'
import { scoreResponse } from '@/lib/scoring/score'
import { helpWhen, questionnaireIn } from '../../survey-in-language'
import { helpFor, needsHelp } from './help-to-show'
import type { ShownContact } from './survey-words'

const migrants = defaultInstruments().filter(({ population }) => population === 'migrant')
const [short] = migrants
if (short === undefined) throw new Error('no instrument')
const part = questionnaireIn(short, 'en', 1)
const when = helpWhen(short)

test.each([
  [{}, false],
  [{ hard_events: ['none'] }, false],
  [{ hard_events: ['unsafe_travel', 'stuck'] }, false],
  [{ hard_events: ['pnta'] }, false],
  [{ hard_events: ['unsafe_travel', 'threat_harm'] }, true],
  [{ hard_events: ['held'] }, true],
  [{ hard_events: ['documents_kept'] }, true],
  [{ hard_events: ['forced_work'] }, true],
  [{ move_debt: 'debt_hard' }, false],
  [{ move_debt: 'debt_control' }, true],
  // Against the rule of the item: “none” beside another option counts for nothing, as it does everywhere.
  [{ hard_events: ['none', 'held'] }, true],
])('%j: help is pressing is %s', (answers: Answers, expected) => {
  expect(needsHelp(part, when, answers)).toBe(expected)
})

test.each(migrants.map((questionnaire) => [questionnaire.id, questionnaire] as const))(
  '%s: help is pressing for exactly those whom the scoring finds in hard circumstances',
  (_id, questionnaire) => {
    const classification = questionnaire.scoring?.classification
    const strong =
      classification?.type === 'signals'
        ? classification.signals.filter(({ strength }) => strength === 'strong').map(({ id }) => id)
        : []
    expect(strong.length).toBeGreaterThan(0)
    const choices = questionnaire.items
      .filter((item) => item.type === 'single' || item.type === 'multiple')
      .map((item) => {
        const codes = optionsOf(questionnaire, item).map(({ code }) => code)
        const answer: fc.Arbitrary<string | string[]> =
          item.type === 'single' ? fc.constantFrom(...codes) : fc.subarray(codes, { minLength: 1 })
        return [item.id, fc.option(answer, { nil: undefined })] as const
      })
    const inBrowser = questionnaireIn(questionnaire, 'en', 1)
    const conditions = helpWhen(questionnaire)
    fc.assert(
      fc.property(fc.record(Object.fromEntries(choices)), (chosen) => {
        const answers: Answers = Object.fromEntries(
          Object.entries(chosen).flatMap(([id, answer]) => (answer === undefined ? [] : [[id, answer]])),
        )
        const fired = scoreResponse(questionnaire, answers).categoryBasis?.signals ?? []
        expect(needsHelp(inBrowser, conditions, answers)).toBe(strong.some((id) => fired.includes(id)))
      }),
      { numRuns: 200 },
    )
  },
)

function contact(name: string, country: string, countryName: string): ShownContact {
  return { name, country, countryName, description: '', phone: '112', website: '', hours: '' }
}
const contacts = [
  contact('Everywhere', '', ''),
  contact('Kairos', 'EG', 'Egypt'),
  contact('Haus', 'DE', 'Germany'),
  contact('Hilfe', 'DE', 'Germany'),
]
const shown = (answers: Answers) =>
  helpFor(part, contacts, answers).map(({ heading, contacts: own }) => [
    heading,
    ...own.map(({ name }) => name),
  ])

test('the contacts of the host country come first, then those for every country', () => {
  expect(shown({ host_country: 'DE' })).toEqual([['', 'Haus', 'Hilfe', 'Everywhere']])
  expect(shown({ host_country: 'JO' })).toEqual([['', 'Everywhere']])
})

test.each([{}, { host_country: 'pnta' }])(
  'with the host country unknown (%j), all stand under their country’s name',
  (answers: Answers) => {
    expect(shown(answers)).toEqual([
      ['', 'Everywhere'],
      ['Egypt', 'Kairos'],
      ['Germany', 'Haus', 'Hilfe'],
    ])
  },
)

test('where there is no contact, there is nothing to show', () => {
  expect(helpFor(part, [], {})).toEqual([])
  expect(helpFor(part, [contact('Haus', 'DE', 'Germany')], { host_country: 'JO' })).toEqual([])
})
