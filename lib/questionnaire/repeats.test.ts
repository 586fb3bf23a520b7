import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { validateAnswers } from './answers'
import { checkQuestionnaire, incompleteTexts, parseQuestionnaire } from './check'
import { differenceOf } from './diff'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { arbitraryRoster, type RosterShape, roster, rosterDocument } from './fixtures/repeated'
import { pathOf, relevantItems } from './flow'
import { mergeDrafts } from './merge'
import { earlierItems } from './relevance-builder'
import { renamedItem, renamedRepeat } from './renaming'
import { entryId, entryOf, labelWithEntry, unrolled } from './repeats'
import { withTexts } from './translatable'
import { withoutFaults } from './without-faults'

const counted: RosterShape = { count: `\${size}`, most: 4, relevant: null, hasLabel: true, sections: 1 }
const asked: RosterShape = { ...counted, count: null }

function problemsOf(change: (document: ReturnType<typeof rosterDocument>) => unknown, shape = counted) {
  const document = rosterDocument(shape)
  const parsed = parseQuestionnaire(change(document))
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)
}

describe('a questionnaire as it is asked', () => {
  test('is itself without repeats', () => {
    for (const questionnaire of defaultInstruments()) expect(unrolled(questionnaire)).toBe(questionnaire)
  })

  test('is made once, and has no repeats left', () => {
    const questionnaire = roster(counted)
    expect(unrolled(questionnaire)).toBe(unrolled(questionnaire))
    expect(unrolled(unrolled(questionnaire))).toBe(unrolled(questionnaire))
  })

  test('passes every check, complete in each of its languages', () => {
    fc.assert(
      fc.property(arbitraryRoster, (shape) => {
        const whole = unrolled(roster(shape))
        expect(checkQuestionnaire(whole)).toEqual([])
        expect(parseQuestionnaire(JSON.parse(JSON.stringify(whole))).ok).toBe(true)
        for (const language of whole.languages) expect(incompleteTexts(whole, language)).toEqual([])
      }),
    )
  })

  test('asks for as many entries as were counted, and looks at each by itself', () => {
    fc.assert(
      fc.property(
        arbitraryRoster.chain((shape) =>
          fc.tuple(fc.constant(shape), arbitraryAnswers(unrolled(roster(shape)))),
        ),
        ([shape, answers]) => {
          const whole = unrolled(roster(shape))
          const path = pathOf(whole, answers)
          const entries = Number(path.itemValue('members'))
          const shown = Array.from({ length: shape.most }, (_, at) =>
            path.isAsked(entryId('first_name', at + 1)),
          )
          expect(shown).toEqual(shown.map((_, at) => at < entries))
          const answerTo = (id: string) => path.itemValue(id)
          const each = shown.flatMap((isThere, at) => (isThere ? [at + 1] : []))
          const ages = each.map((entry) => Number(answerTo(entryId('age', entry)) || 0))
          expect(answerTo('total')).toBe(ages.reduce((sum, age) => sum + age, 0))
          const names = each.map((entry) => answerTo(entryId('first_name', entry)))
          expect(answerTo('names')).toBe(names.join(', '))
          expect(answerTo('second')).toBe(names[1] ?? '')
          expect(answerTo('chosen')).toBe(names.at(-1) ?? '')
          for (const entry of each)
            expect(path.isAsked(entryId('works', entry))).toBe(
              Number(answerTo(entryId('age', entry)) || -1) >= 15,
            )
          for (const [place, entry] of each.entries()) {
            if (place === 0 || ![entry, entry - 1].every((one) => answerTo(entryId('age', one)) !== ''))
              continue
            expect(answerTo(entryId('older', entry))).toBe(Number(ages[place]) > Number(ages[place - 1]))
          }
        },
      ),
    )
  })

  test('is checked entry by entry', () => {
    const whole = unrolled(roster(counted))
    const answers = { size: 2, first_name: 'Amal', age: 110, first_name__2: 'Noor', age__2: 110 }
    const checked = validateAnswers(whole, answers)
    expect(checked.ok ? [] : checked.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'answers.age__2 constraint_not_met',
    ])
    // An entry that is not asked for loses its answers as any other item.
    const fewer = validateAnswers(whole, { ...answers, size: 1 })
    expect(fewer.ok && Object.keys(fewer.value)).toEqual(['size', 'first_name', 'age'])
  })

  test('asks after each entry whether there is another, as long as there may be', () => {
    const whole = unrolled(roster(asked))
    const ids = (answers: Record<string, string>) => relevantItems(whole, answers).map(({ id }) => id)
    expect(ids({})).toEqual(['lives', 'size', 'first_name', 'age', 'members__another', 'agreed'])
    const two = ids({ members__another: 'yes' })
    expect(two).toContain('first_name__2')
    expect(two).toContain('members__another__2')
    expect(two).not.toContain('first_name__3')
    const all = { members__another: 'yes', members__another__2: 'yes', members__another__3: 'yes' }
    expect(ids(all)).toContain('first_name__4')
    expect(ids(all)).not.toContain('members__another__4')
    expect(pathOf(whole, all).itemValue('members')).toBe(4)
    const question = whole.items.find(({ id }) => id === 'members__another')
    expect(question?.label).toEqual({
      en: 'Person: Is there another one to add?',
      fr: 'Personne: Y en a-t-il encore à ajouter ?',
    })
  })

  test('says in titles, texts and labels of columns which entry it is', () => {
    const whole = unrolled(roster(counted))
    expect(whole.sections.map(({ title }) => title.en)).toEqual([
      'Home',
      'Person 1: People',
      'Person 2: People',
      'Person 3: People',
      'Person 4: People',
      'End',
    ])
    expect(whole.items.find(({ id }) => id === 'age__3')?.label.en).toBe(`How old is \${first_name__3}?`)
    expect(entryOf(whole, 'age__3')).toBe(3)
    expect(labelWithEntry(whole, 'age__3', 'Age')).toBe('Age (3)')
    expect(labelWithEntry(whole, 'size', 'Size')).toBe('Size')
    const plain = unrolled(roster({ ...counted, hasLabel: false }))
    expect(plain.sections[2]?.title).toEqual({ en: 'People 2', fr: 'Personnes 2' })
  })
})

describe('what is wrong with a repeat is named by its path', () => {
  type Document = ReturnType<typeof rosterDocument>
  const withItem = (id: string, change: object) => (document: Document) => ({
    ...document,
    items: document.items.map((item) => (item.id === id ? { ...item, ...change } : item)),
  })
  const withRepeat = (change: object) => (document: Document) => ({
    ...document,
    repeats: document.repeats.map((repeat) => ({ ...repeat, ...change })),
  })
  const placeOf = (id: string) => rosterDocument(counted).items.findIndex((item) => item.id === id)
  test.each([
    [
      'an answer of an entry that nobody chose',
      withItem('total', { calculation: `\${age} + 1` }),
      [`items[${placeOf('total')}].calculation item_in_repeat`],
    ],
    [
      'a text that shows it',
      withItem('agreed', { label: { en: `\${first_name}` } }),
      [`items[${placeOf('agreed')}].label item_in_repeat`],
    ],
    [
      'a position outside',
      withItem('total', { calculation: 'position()' }),
      [`items[${placeOf('total')}].calculation position_outside_repeat`],
    ],
    [
      'an item of no repeat that is indexed',
      withItem('second', { calculation: `indexed-repeat(\${size}, \${members}, 1)` }),
      [`items[${placeOf('second')}].calculation not_of_repeat`],
    ],
    [
      'a score',
      withItem('age', { scoring: { method: 'linear', from: 0, to: 120 } }),
      [`items[${placeOf('age')}].scoring item_in_repeat`],
    ],
    [
      'a count by its own entries',
      withRepeat({ count: `\${age}` }),
      ['repeats[0].count item_comes_later', 'repeats[0].count item_in_repeat'],
    ],
    ['a count by itself', withRepeat({ count: `\${members}` }), ['repeats[0].count item_comes_later']],
    ['one entry at most', withRepeat({ most: 1 }), ['repeats[0].most too_small']],
    [
      'a name that an item has',
      (document: Document) => ({
        ...withItem('agreed', { id: 'age__2' })(document),
        sections: document.sections.map((section) => ({
          ...section,
          items: section.items.map((id) => (id === 'agreed' ? 'age__2' : id)),
        })),
      }),
      ['repeats[0].id name_taken'],
    ],
    [
      'a section of no repeat',
      (document: Document) => ({
        ...document,
        sections: document.sections.map((section) =>
          section.id === 'end' ? { ...section, repeat: 'others' } : section,
        ),
      }),
      ['sections[2].repeat unknown_repeat'],
    ],
    [
      'a repeat without sections',
      (document: Document) => ({
        ...document,
        repeats: [...document.repeats, { id: 'others', count: null, most: 2 }],
      }),
      ['repeats[1].id repeat_without_section'],
    ],
    [
      'an interrupted repeat',
      (document: Document) => ({
        ...document,
        sections: document.sections.map((section) =>
          section.id === 'home' ? { ...section, repeat: 'members' } : section,
        ),
      }),
      null,
    ],
  ])('%s', (_, change, expected) => {
    const problems = problemsOf(change as never)
    if (expected === null) expect(problems.length).toBeGreaterThan(0)
    else expect(problems).toEqual(expected)
  })
})

test('another name of a repeat, or of what counts it, is followed', () => {
  const questionnaire = roster(counted)
  const other = renamedItem(renamedRepeat(questionnaire, 'members', 'household'), 'size', 'how_many')
  expect(other.repeats?.[0]).toMatchObject({ id: 'household', count: `\${how_many}` })
  expect(checkQuestionnaire(other)).toEqual([])
  expect(renamedItem(renamedRepeat(other, 'household', 'members'), 'how_many', 'size')).toEqual(questionnaire)
  expect(() => renamedRepeat(questionnaire, 'members', 'size')).toThrow(RangeError)
})

test('a repeat that came, went or changed is among the differences', () => {
  const questionnaire = roster(counted)
  const more = { ...questionnaire, repeats: questionnaire.repeats?.map((one) => ({ ...one, most: 9 })) }
  expect(differenceOf(questionnaire, more).map(({ kind }) => kind)).toEqual(['setting_changed'])
  const { repeats: _, ...without } = questionnaire
  const sections = without.sections.map(({ repeat: __, ...section }) => section)
  expect(differenceOf({ ...without, sections }, questionnaire).map(({ kind }) => kind)).toEqual([
    'setting_changed',
    'setting_changed',
  ])
  const renamed = withTexts(questionnaire, 'en', new Map([['repeats/members/label', 'Member']]))
  expect(differenceOf(questionnaire, renamed).map(({ kind }) => kind)).toEqual(['text_changed'])
})

test('a draft whose repeat is half written can be followed all the same', () => {
  const draft = roster(counted)
  const half = { ...draft, repeats: draft.repeats?.map((one) => ({ ...one, most: 1, count: '${nobody' })) }
  const followed = unrolled(withoutFaults(half))
  expect(relevantItems(followed, {}).map(({ id }) => id)).toContain('first_name')
  const [home, ...others] = draft.sections
  const mixed = {
    ...draft,
    sections: [...others, ...(home === undefined ? [] : [{ ...home, repeat: 'none' }])],
  }
  expect(unrolled(withoutFaults(mixed)).items.map(({ id }) => id)).toContain('first_name')
})

test('what two people change of a repeat is merged', () => {
  const base = roster(counted)
  const mine = { ...base, repeats: base.repeats?.map((one) => ({ ...one, most: 9 })) }
  const theirs = renamedItem(base, 'size', 'how_many')
  const { merged, conflicts } = mergeDrafts(base, mine, theirs)
  expect(conflicts).toEqual([])
  expect(merged.repeats?.[0]).toMatchObject({ id: 'members', most: 9, count: `\${how_many}` })
})

test('a condition is offered the answers of its own entry and those from outside', () => {
  const questionnaire = roster(counted)
  const offered = (itemId: string) => earlierItems(questionnaire, itemId).map(({ id }) => id)
  expect(offered('works')).toEqual(['lives', 'size', 'first_name', 'age', 'older'])
  expect(offered('agreed')).toEqual(['lives', 'size', 'total', 'names', 'second', 'chosen'])
})
