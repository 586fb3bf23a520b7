import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { checkQuestionnaire } from './check'
import type { Questionnaire } from './definition'
import { relevantItems } from './flow'
import { withoutFaults } from './without-faults'

const [short] = defaultInstruments()
if (short === undefined) throw new Error('no default questionnaire')
const whole: Questionnaire = short

test('what is right stays as it is', () => {
  for (const questionnaire of defaultInstruments())
    expect(withoutFaults(questionnaire)).toEqual(questionnaire)
})

test('whatever conditions are wrong, the draft can be followed, and no condition of it is wrong any more', () => {
  const wrong = fc.constantFrom(
    '',
    '(',
    '${nothing} = 1',
    '${feel_safe} = "no such"',
    'unknown(1)',
    '. >',
    '1',
  )
  const edit = fc.record({
    place: fc.nat(whole.items.length - 1),
    relevant: wrong,
    required: wrong,
    constraint: wrong,
  })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const items = [...whole.items]
      for (const { place, relevant, required, constraint } of edits) {
        const item = items[place]
        if (item !== undefined) items[place] = { ...item, relevant, required, constraint }
      }
      const shown = withoutFaults({ ...whole, items })
      const left = checkQuestionnaire(shown).filter(({ path }) => /relevant|required|constraint$/.test(path))
      expect(left).toEqual([])
      expect(relevantItems(shown, {}).length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})
