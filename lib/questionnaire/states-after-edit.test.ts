import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import type { Questionnaire } from './definition'
import { statesAfterEdit } from './states-after-edit'
import { translatableTexts, withTexts } from './translatable'
import { initialStates, stateOf, withTranslations } from './translation-state'

const [short] = defaultInstruments()
if (short === undefined) throw new Error('no default questionnaire')
const key = 'items/gender/label'
const states = initialStates(short)

function stateIn(questionnaire: Questionnaire, known: typeof states, language: string) {
  const text = translatableTexts(questionnaire).find((one) => one.key === key)
  if (text === undefined) throw new Error('no such text')
  return stateOf({ questionnaire, states: known }, language, text)
}

test('a text that is written anew is translated; the others keep their state', () => {
  const after = withTexts(short, 'fr', new Map([[key, 'Vous êtes …']]))
  const next = statesAfterEdit(short, after, states)
  expect(stateIn(after, next, 'fr')).toBe('translated')
  expect(next.ar).toEqual(states.ar)
})

test('a source that changed leaves its translations to be checked, until they are written or reviewed anew', () => {
  const after = withTexts(short, 'en', new Map([[key, 'Which of these are you?']]))
  const next = statesAfterEdit(short, after, states)
  expect(['fr', 'ar', 'es'].map((language) => stateIn(after, next, language))).toEqual(
    Array(3).fill('to_check'),
  )
  const checked = withTranslations(
    { questionnaire: after, states: next },
    'fr',
    new Map([[key, { text: 'Lequel ?', state: 'reviewed' }]]),
  )
  expect(stateIn(checked.questionnaire, checked.states, 'fr')).toBe('reviewed')
  expect(stateIn(after, statesAfterEdit(after, short, next), 'ar')).toBe('to_check')
  expect(stateIn(short, statesAfterEdit(after, short, next), 'ar')).toBe('machine_drafted')
})
