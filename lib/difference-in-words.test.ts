import { expect, test } from 'vitest'
import { changeInWords } from './difference-in-words'
import { defaultInstruments } from './instruments/default-instruments'
import type { Item, Questionnaire } from './questionnaire/definition'
import { differenceOf } from './questionnaire/diff'
import { addItem, moveItem, newItem, removeItem, withItem } from './questionnaire/edit'
import { hasOptions } from './questionnaire/options'

const [short, long] = defaultInstruments()
if (short === undefined || long === undefined) throw new Error('no default questionnaires')

const lines = (after: Questionnaire, before: Questionnaire = short) =>
  differenceOf(before, after).map((change) => changeInWords(change, { before, after }))
const item = (id: string): Item => {
  const found = short.items.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}
const changed = (id: string, change: object) => withItem(short, { ...item(id), ...change } as Item)

test('what came, went and moved is said with its place', () => {
  const added = { ...newItem(short, 'number'), id: 'rooms', label: { en: 'How many rooms?' } }
  expect(lines(addItem(short, added, { sectionId: 'you', index: 0 }))).toEqual([
    'Item "rooms" (“How many rooms?”): was added to section "you", as number 1.',
  ])
  expect(lines(removeItem(short, 'gender'))).toEqual([
    expect.stringMatching(/^Item "gender" \(“.+”\): was removed from section "you"\.$/),
  ])
  expect(lines(moveItem(short, 'gender', { sectionId: 'stay', index: 0 }))).toEqual([
    expect.stringMatching(/: was moved from number \d of section "you" to number 1 of section "stay"\.$/),
  ])
})

test('words are said by language, old and new', () => {
  const label = { ...item('gender').label, fr: 'Autrement ?' }
  expect(lines(changed('gender', { label }))).toEqual([
    expect.stringMatching(/^Item "gender" \(“.+”\): the question in fr was “.+” and is “Autrement \?”$/),
  ])
})

test('a condition is said in words, with the expression beside', () => {
  const [line = ''] = lines(changed('work_pay', { relevant: "${work_status} = 'regular'" }))
  expect(line).toMatch(/the condition of "work_pay" was .+ and is /)
  expect(line).toContain("[${work_status} = 'regular']")
  expect(line).toMatch(/ is “.+ is “.+” \[/)
  expect(lines(changed('work_pay', { relevant: null }))).toEqual([
    expect.stringContaining('is asked of everybody.'),
  ])
})

test('scores are said of the option', () => {
  const work = item('work_status')
  if (!hasOptions(work)) throw new Error('work_status has options')
  const choices = work.choices?.map((option) =>
    option.code === 'unpaid' ? { ...option, score: 12, critical: true } : option,
  )
  expect(lines(changed('work_status', { choices }))).toEqual([
    expect.stringMatching(/the option "unpaid" was “score \d+(, critical)?” and is “score 12, critical”$/),
  ])
})

test('every line between the two forms is one line, and none says nothing', () => {
  const all = lines(long)
  expect(all.length).toBeGreaterThan(50)
  for (const line of all) expect(line).toMatch(/^[^\n]+: .{8,}$/)
  expect(all.filter((line) => /undefined|\[object|null/.test(line))).toEqual([])
})
