import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { draftSchema, type Item, type Questionnaire } from './definition'
import {
  addItem,
  addSection,
  itemById,
  itemOfType,
  moveItem,
  newItem,
  placeOf,
  removeItem,
  removeSection,
  scoringPlaceOf,
  withItem,
  withScoringPlace,
} from './edit'
import {
  arbitraryEdits,
  arbitraryFaultyEdits,
  edited,
  renamedSomewhere,
  renamingKinds,
} from './fixtures/arbitrary-edits'
import { type Conflict, mergeDrafts, withConflictSolved } from './merge'
import { renamedItem, renamedOption } from './renaming'

const instruments = defaultInstruments()
const [short] = instruments
if (short === undefined) throw new Error('no short form')

const anyInstrument = fc.constantFrom(...instruments)
const anyRenames = fc.array(
  fc.record({
    kind: fc.constantFrom(...renamingKinds),
    at: fc.nat({ max: 6 }),
    name: fc.constantFrom('new_a', 'new_b', 'new_c'),
  }),
  { maxLength: 2 },
)

/** A definition and what two people have made of it. */
function sidesAfter(edits: typeof arbitraryEdits, renames: typeof anyRenames) {
  return fc
    .tuple(anyInstrument, edits, edits, renames, renames)
    .map(([base, mine, theirs, myRenames, theirRenames]) => {
      const renamed = (start: Questionnaire, names: typeof myRenames) =>
        names.reduce((current, { kind, at, name }) => renamedSomewhere(current, kind, at, name), start)
      return {
        base,
        mine: renamed(edited(base, mine, 'mine'), myRenames),
        theirs: renamed(edited(base, theirs, 'theirs'), theirRenames),
      }
    })
}
const soundSides = sidesAfter(arbitraryEdits, anyRenames)
const anySides = fc.oneof(soundSides, sidesAfter(arbitraryFaultyEdits, anyRenames))

/** Every text, id and code of a value of JSON. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function newTexts(before: Questionnaire, after: Questionnaire): readonly string[] {
  const known = new Set(textsIn(before))
  // Conditions follow the names of items.
  return textsIn(after).filter((text) => !known.has(text) && !text.includes('${'))
}

/** Names that stand more than once, by where: with how often they do. */
function counts(questionnaire: Questionnaire): ReadonlyMap<string, number> {
  const { items, sections, scoring, choiceLists, languages } = questionnaire
  const dimensions = scoring?.dimensions ?? []
  const subdimensions = dimensions.flatMap((dimension) => dimension.subdimensions)
  const names = [
    ...items.map(({ id }) => `item ${id}`),
    ...sections.map(({ id }) => `section ${id}`),
    ...sections.flatMap((section) => section.items.map((id) => `asked ${id}`)),
    ...Object.entries(choiceLists).flatMap(([name, options]) =>
      options.map(({ code }) => `list ${name} ${code}`),
    ),
    ...languages.map((code) => `language ${code}`),
    ...dimensions.map(({ id }) => `dimension ${id}`),
    ...subdimensions.map(({ id }) => `subdimension ${id}`),
    ...subdimensions.flatMap((subdimension) => subdimension.items.map(({ id }) => `scored ${id}`)),
  ]
  const found = new Map<string, number>()
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1)
  // Where two items have one id, each still has options of its own.
  for (const item of items) {
    const codes = ('choices' in item ? (item.choices ?? []) : []).map(({ code }) => code)
    for (const code of codes) {
      const name = `${item.id} ${code}`
      found.set(name, Math.max(found.get(name) ?? 0, codes.filter((other) => other === code).length))
    }
  }
  return found
}

describe('for any changes of any instrument', () => {
  test('what only they changed is taken as it is', () => {
    fc.assert(
      fc.property(anySides, ({ base, theirs }) => {
        expect(mergeDrafts(base, base, theirs)).toEqual({ merged: theirs, conflicts: [] })
      }),
    )
  })

  test('what only I changed stays as it is', () => {
    fc.assert(
      fc.property(anySides, ({ base, mine }) => {
        expect(mergeDrafts(base, mine, base)).toEqual({ merged: mine, conflicts: [] })
      }),
    )
  })

  test('what both made of it is what both wanted', () => {
    fc.assert(
      fc.property(anySides, ({ base, mine }) => {
        expect(mergeDrafts(base, mine, mine)).toEqual({ merged: mine, conflicts: [] })
      }),
    )
  })

  test('the merged draft has the shape of one', () => {
    fc.assert(
      fc.property(anySides, ({ base, mine, theirs }) => {
        const { merged, conflicts } = mergeDrafts(base, mine, theirs)
        expect(draftSchema.safeParse(merged).error).toBeUndefined()
        expect(draftSchema.parse(merged)).toEqual(merged)
        expect(JSON.parse(JSON.stringify(conflicts))).toEqual(conflicts)
      }),
    )
  })

  test('nothing that somebody wrote is lost', () => {
    fc.assert(
      fc.property(anySides, ({ base, mine, theirs }) => {
        const found = new Set(textsIn(mergeDrafts(base, mine, theirs)))
        const written = [...newTexts(base, mine), ...newTexts(base, theirs)]
        expect(written.filter((text) => !found.has(text))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('no name stands more often than names do on one of the sides', () => {
    fc.assert(
      // What stands twice on one side stands twice under the name that the other gave it, too.
      fc.property(
        fc.oneof(soundSides, sidesAfter(arbitraryFaultyEdits, fc.constant([]))),
        ({ base, mine, theirs }) => {
          const { merged } = mergeDrafts(base, mine, theirs)
          const most = Math.max(1, ...counts(mine).values(), ...counts(theirs).values())
          expect([...counts(merged)].filter(([, count]) => count > most)).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('every item is asked in a section, and every section asks items that are there', () => {
    fc.assert(
      fc.property(soundSides, ({ base, mine, theirs }) => {
        const { merged } = mergeDrafts(base, mine, theirs)
        const asked = merged.sections.flatMap(({ items }) => items)
        expect(asked.toSorted()).toEqual(merged.items.map(({ id }) => id).toSorted())
      }),
      { numRuns: 300 },
    )
  })

  test.each(['mine', 'theirs'] as const)(
    'with every conflict solved as %s, all that was written there stands',
    (side) => {
      fc.assert(
        fc.property(anySides, (sides) => {
          const { merged, conflicts } = mergeDrafts(sides.base, sides.mine, sides.theirs)
          const solved = conflicts.reduce(
            (current, conflict) => solvedWhereFree(current, conflict, side),
            merged,
          )
          expect(draftSchema.safeParse(solved).error).toBeUndefined()
          const found = new Set(textsIn(solved))
          expect(newTexts(sides.base, sides[side]).filter((text) => !found.has(text))).toEqual([])
        }),
        { numRuns: 300 },
      )
    },
  )
})

/** A name that something else has by now is refused, and the draft stays. */
function solvedWhereFree(merged: Questionnaire, conflict: Conflict, side: 'mine' | 'theirs'): Questionnaire {
  try {
    return withConflictSolved(merged, conflict, side)
  } catch (error) {
    if (error instanceof RangeError) return merged
    throw error
  }
}

/** Changes within items, each person on items of their own. */
const ownEdits = fc.array(
  fc.record({
    kind: fc.constantFrom('label', 'help', 'option', 'score', 'condition', 'remove', 'type'),
    at: fc.nat({ max: 40 }),
  }),
  { maxLength: 8 },
)

function editedIn(
  q: Questionnaire,
  edits: readonly { kind: string; at: number }[],
  ids: readonly string[],
  who: string,
) {
  return edits.reduce((current, { kind, at }) => {
    const item = itemById(current, ids[at % ids.length] ?? '')
    if (item === undefined) return current
    const changed = (): Item => {
      switch (kind) {
        case 'label':
          return { ...item, label: { ...item.label, en: `${who} ${at}` } }
        case 'help':
          return { ...item, help: { ...item.help, fr: `${who} ${at}` } }
        case 'condition':
          return { ...item, relevant: `\${wave} > ${at}` }
        case 'type':
          return itemOfType(current, item, 'text')
        default:
          if (!('choices' in item) || item.choices === undefined) return item
          return {
            ...item,
            choices: item.choices.map((option, place) =>
              place === at % 2
                ? kind === 'score'
                  ? { ...option, score: at }
                  : { ...option, label: { en: who } }
                : option,
            ),
          }
      }
    }
    return kind === 'remove' ? removeItem(current, item.id) : withItem(current, changed())
  }, q)
}

test('changes in different places are all there, and none is a conflict', () => {
  fc.assert(
    fc.property(anyInstrument, ownEdits, ownEdits, (base, mine, theirs) => {
      const ids = base.items.map(({ id }) => id)
      const [even, odd] = [0, 1].map((rest) => ids.filter((_, place) => place % 2 === rest))
      const byMe = (q: Questionnaire) => editedIn(q, mine, even ?? [], 'mine')
      const byThem = (q: Questionnaire) => editedIn(q, theirs, odd ?? [], 'theirs')
      expect(mergeDrafts(base, byMe(base), byThem(base))).toEqual({
        merged: byMe(byThem(base)),
        conflicts: [],
      })
    }),
    { numRuns: 300 },
  )
})

function labelled(q: Questionnaire, id: string, words: string): Questionnaire {
  const item = itemById(q, id)
  if (item === undefined) throw new Error(`no item ${id}`)
  return withItem(q, { ...item, label: { ...item.label, en: words } })
}

function added(q: Questionnaire, id: string, sectionId: string, index: number): Questionnaire {
  return addItem(q, { ...newItem(q, 'text'), id }, { sectionId, index })
}

function sectionItems(q: Questionnaire, sectionId: string): readonly string[] {
  return q.sections.find(({ id }) => id === sectionId)?.items ?? []
}

describe('two people at one draft', () => {
  const label = itemById(short, 'stay_plan')?.label.en

  test('who word one question differently see both, and choose', () => {
    const { merged, conflicts } = mergeDrafts(
      short,
      labelled(short, 'stay_plan', 'Mine'),
      labelled(short, 'stay_plan', 'Theirs'),
    )
    expect(itemById(merged, 'stay_plan')?.label.en).toBe('Mine')
    expect(conflicts).toEqual([
      {
        path: 'items/stay_plan/label/en',
        kind: 'value',
        kept: 'mine',
        base: label,
        mine: 'Mine',
        theirs: 'Theirs',
      },
    ])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    const solved = withConflictSolved(merged, conflict, 'theirs')
    expect(solved).toEqual(labelled(short, 'stay_plan', 'Theirs'))
    expect(withConflictSolved(solved, conflict, 'mine')).toEqual(merged)
  })

  test('who translate it into two languages do not disturb each other', () => {
    const item = itemById(short, 'stay_plan')
    if (item === undefined) throw new Error('no item')
    const mine = withItem(short, { ...item, label: { ...item.label, de: 'Wie lange?' } })
    const theirs = withItem(short, { ...item, label: { ...item.label, it: 'Quanto tempo?' } })
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(conflicts).toEqual([])
    expect(itemById(merged, 'stay_plan')?.label).toEqual({
      ...item.label,
      de: 'Wie lange?',
      it: 'Quanto tempo?',
    })
  })

  test('who both add questions at one place have both, mine first', () => {
    const { merged, conflicts } = mergeDrafts(
      short,
      added(short, 'my_q', 'stay', 2),
      added(short, 'their_q', 'stay', 2),
    )
    expect(conflicts).toEqual([])
    expect(sectionItems(merged, 'stay')).toEqual([
      'wave',
      'stay_plan',
      'my_q',
      'their_q',
      'length_stay',
      'main_reason',
    ])
    expect(placeOf(merged, 'their_q')).toEqual({ sectionId: 'stay', index: 3 })
  })

  test.each([true, false])(
    'of whom one removes what the other changes: it stays where it is, scored as before (%s)',
    (isRemovedByMe) => {
      const [removed, changed] = [removeItem(short, 'work_pay'), labelled(short, 'work_pay', 'New words')]
      const { merged, conflicts } = isRemovedByMe
        ? mergeDrafts(short, removed, changed)
        : mergeDrafts(short, changed, removed)
      expect(conflicts).toHaveLength(1)
      expect(conflicts[0]).toMatchObject({ path: 'items/work_pay', kept: isRemovedByMe ? 'theirs' : 'mine' })
      expect(Object.hasOwn(conflicts[0] ?? {}, isRemovedByMe ? 'mine' : 'theirs')).toBe(false)
      expect(merged).toEqual(changed)
      const [conflict] = conflicts
      if (conflict === undefined) throw new Error('no conflict')
      const gone = withConflictSolved(merged, conflict, isRemovedByMe ? 'mine' : 'theirs')
      expect(gone).toEqual(removed)
      const back = withConflictSolved(gone, conflict, isRemovedByMe ? 'theirs' : 'mine')
      expect(itemById(back, 'work_pay')).toEqual(itemById(changed, 'work_pay'))
      expect(back.sections.at(-1)?.items.at(-1)).toBe('work_pay')
    },
  )

  test('of whom one removes an item of the rules that the other changes: it stays in the rules', () => {
    const [removed, changed] = [removeItem(short, 'move_choice'), labelled(short, 'move_choice', 'New words')]
    expect(mergeDrafts(short, removed, changed).merged).toEqual(changed)
    expect(mergeDrafts(short, changed, removed).merged).toEqual(changed)
  })

  test('of whom one removes what the other left alone: it goes, from sections and score too', () => {
    const removed = removeItem(short, 'work_pay')
    const { merged, conflicts } = mergeDrafts(short, labelled(short, 'stay_plan', 'Mine'), removed)
    expect({ merged, conflicts }).toEqual({ merged: labelled(removed, 'stay_plan', 'Mine'), conflicts: [] })
  })

  test('of whom one moves what the other removes: it goes', () => {
    const moved = moveItem(short, 'main_reason', { sectionId: 'work', index: 0 })
    const removed = removeItem(short, 'main_reason')
    expect(mergeDrafts(short, moved, removed)).toEqual({ merged: removed, conflicts: [] })
  })

  test('who move one question to two sections ask it once, where I want it', () => {
    const [first, second] = ['work', 'services'].map((sectionId) =>
      moveItem(short, 'main_reason', { sectionId, index: 0 }),
    )
    if (first === undefined || second === undefined) throw new Error('not moved')
    const { merged, conflicts } = mergeDrafts(short, first, second)
    expect(merged.sections).toEqual(first.sections)
    expect(conflicts).toEqual([
      {
        path: 'asked/main_reason/in',
        kind: 'value',
        kept: 'mine',
        base: 'stay',
        mine: 'work',
        theirs: 'services',
      },
    ])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    expect(withConflictSolved(merged, conflict, 'theirs').sections).toEqual(second.sections)
  })

  test('who move one question within its section to two places have it where I want it', () => {
    const [first, second] = [0, 1].map((index) =>
      moveItem(short, 'main_reason', { sectionId: 'stay', index }),
    )
    if (first === undefined || second === undefined) throw new Error('not moved')
    const { merged, conflicts } = mergeDrafts(short, first, second)
    expect(merged.sections).toEqual(first.sections)
    expect(conflicts).toEqual([
      {
        path: 'asked/main_reason',
        kind: 'place',
        kept: 'mine',
        base: { after: 'length_stay' },
        mine: { after: null },
        theirs: { after: 'wave' },
      },
    ])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    const solved = withConflictSolved(merged, conflict, 'theirs')
    expect(solved.sections).toEqual(second.sections)
    expect(withConflictSolved(solved, conflict, 'mine').sections).toEqual(first.sections)
  })

  test('who move two questions have both moves', () => {
    const mine = moveItem(short, 'main_reason', { sectionId: 'work', index: 1 })
    const theirs = moveItem(short, 'length_stay', { sectionId: 'services', index: 0 })
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(conflicts).toEqual([])
    expect(merged.sections).toEqual(
      moveItem(mine, 'length_stay', { sectionId: 'services', index: 0 }).sections,
    )
  })

  test('of whom one removes a section into which the other puts a question keep both, and choose', () => {
    const { merged, conflicts } = mergeDrafts(
      short,
      added(short, 'my_q', 'stay', 0),
      removeSection(short, 'stay'),
    )
    expect(sectionItems(merged, 'stay')).toEqual(['my_q'])
    expect(conflicts.map(({ path }) => path)).toEqual(['sections/stay'])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    const solved = withConflictSolved(merged, conflict, 'theirs')
    expect(solved.sections.map(({ id }) => id)).not.toContain('stay')
    expect(solved.sections[0]?.items[0]).toBe('my_q')
  })

  test('of whom one changes the type of a question and the other its words have both', () => {
    const item = itemById(short, 'stay_plan')
    if (item === undefined) throw new Error('no item')
    const turned = withItem(short, itemOfType(short, item, 'multiple'))
    const { merged, conflicts } = mergeDrafts(short, labelled(short, 'stay_plan', 'Mine'), turned)
    expect({ merged, conflicts }).toEqual({ merged: labelled(turned, 'stay_plan', 'Mine'), conflicts: [] })
  })

  test('of whom one makes a question a number while the other rewords its options choose the whole', () => {
    const item = itemById(short, 'stay_plan')
    if (item?.type !== 'single' || item.choices === undefined) throw new Error('no item')
    const turned = withItem(short, itemOfType(short, item, 'number'))
    const reworded = withItem(short, {
      ...item,
      choices: item.choices.map((option) => ({ ...option, label: { en: 'Other' } })),
    })
    const { merged, conflicts } = mergeDrafts(short, reworded, turned)
    expect(merged).toEqual(reworded)
    expect(conflicts.map(({ path }) => path)).toEqual(['items/stay_plan'])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    expect(withConflictSolved(merged, conflict, 'theirs')).toEqual(turned)
  })

  test('who score a question at two places score it once', () => {
    const [mine, theirs] = [
      ['legal_status', 'mobility'],
      ['social_services', 'health'],
    ].map(([dimensionId = '', subdimensionId = '']) =>
      withScoringPlace(short, 'work_pay', { dimensionId, subdimensionId, weight: 1 }),
    )
    if (mine === undefined || theirs === undefined) throw new Error('no score')
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(scoringPlaceOf(merged, 'work_pay')).toEqual(scoringPlaceOf(mine, 'work_pay'))
    expect(conflicts.map(({ path }) => path)).toContain('scoring/items/work_pay/in')
    const solved = conflicts.reduce(
      (current, conflict) => withConflictSolved(current, conflict, 'theirs'),
      merged,
    )
    expect(scoringPlaceOf(solved, 'work_pay')).toEqual(scoringPlaceOf(theirs, 'work_pay'))
  })

  test('of whom one renames a question that the other goes on with have one question, named anew everywhere', () => {
    const mine = renamedItem(short, 'work_status', 'job')
    const reworded = labelled(added(short, 'their_q', 'work', 0), 'work_pay', 'Theirs')
    const item = itemById(reworded, 'work_status')
    if (item === undefined) throw new Error('no item')
    const theirs = withItem(withItem(reworded, { ...item, required: true }), {
      ...newItem(short, 'text'),
      id: 'their_q',
      relevant: "${work_status} = 'regular'",
    })
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(conflicts).toEqual([])
    expect(itemById(merged, 'work_status')).toBeUndefined()
    expect(itemById(merged, 'job')?.required).toBe(true)
    expect(itemById(merged, 'their_q')?.relevant).toBe("${job} = 'regular'")
    expect(merged).toEqual(renamedItem(theirs, 'work_status', 'job'))
    expect(mergeDrafts(short, theirs, mine).merged).toEqual(merged)
  })

  test('of whom one gives two questions one id do not have both renamed', () => {
    const twice = { ...short, items: [...short.items, ...short.items.slice(1, 2)] }
    const { merged } = mergeDrafts(short, renamedItem(short, 'stay_plan', 'plan'), twice)
    expect(merged.items.filter(({ id }) => id === 'plan')).toHaveLength(1)
    expect(merged.items.filter(({ id }) => id === 'stay_plan')).toHaveLength(1)
  })

  test('who give one question two names have it once under mine, and choose', () => {
    const [mine, theirs] = [
      renamedItem(short, 'work_status', 'job'),
      renamedItem(short, 'work_status', 'work'),
    ]
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(merged).toEqual(mine)
    expect(conflicts).toEqual([
      { path: 'items/job/id', kind: 'value', kept: 'mine', base: 'work_status', mine: 'job', theirs: 'work' },
    ])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    const solved = withConflictSolved(merged, conflict, 'theirs')
    expect(solved).toEqual(theirs)
    expect(withConflictSolved(solved, conflict, 'mine')).toEqual(mine)
  })

  test('of whom one gives a code to an option that the other rewords have one option', () => {
    const place = { itemId: 'stay_plan' }
    const item = itemById(short, 'stay_plan')
    if (item?.type !== 'single' || item.choices === undefined) throw new Error('no item')
    const theirs = withItem(short, {
      ...item,
      choices: item.choices.map((option) => (option.code === 'short' ? { ...option, score: 7 } : option)),
    })
    const { merged, conflicts } = mergeDrafts(short, renamedOption(short, place, 'short', 'season'), theirs)
    expect(conflicts).toEqual([])
    expect(merged).toEqual(renamedOption(theirs, place, 'short', 'season'))
    const other = renamedOption(short, place, 'short', 'brief')
    const both = mergeDrafts(short, renamedOption(short, place, 'short', 'season'), other)
    expect(both.conflicts.map(({ path }) => path)).toEqual(['items/stay_plan/choices/season/code'])
    const [conflict] = both.conflicts
    if (conflict === undefined) throw new Error('no conflict')
    expect(withConflictSolved(both.merged, conflict, 'theirs')).toEqual(other)
  })

  test('who change a condition of a variant and its scores have both', () => {
    const item = itemById(short, 'status_now')
    if (item?.type !== 'single' || item.variants === undefined) throw new Error('no variants')
    const mine = withItem(short, {
      ...item,
      variants: item.variants.map((variant) => ({ ...variant, when: '${wave} > 1' })),
    })
    const theirs = withItem(short, {
      ...item,
      variants: item.variants.map((variant) => ({ ...variant, scores: {} })),
    })
    const { merged, conflicts } = mergeDrafts(short, mine, theirs)
    expect(conflicts).toEqual([])
    expect(itemById(merged, 'status_now')).toMatchObject({ variants: [{ when: '${wave} > 1', scores: {} }] })
  })

  test('who add sections of one name differ in their titles only', () => {
    const section = (title: string) => {
      const { questionnaire, id } = addSection(short)
      return {
        ...questionnaire,
        sections: questionnaire.sections.map((other) =>
          other.id === id ? { ...other, title: { en: title } } : other,
        ),
      }
    }
    const { merged, conflicts } = mergeDrafts(short, section('Mine'), section('Theirs'))
    expect(merged).toEqual(section('Mine'))
    expect(conflicts).toEqual([
      {
        path: `sections/${merged.sections.at(-1)?.id}/title/en`,
        kind: 'value',
        kept: 'mine',
        mine: 'Mine',
        theirs: 'Theirs',
      },
    ])
  })

  test('names that would be mistaken for paths are told apart', () => {
    const odd = (words: string): Questionnaire => ({
      ...short,
      choiceLists: { ...short.choiceLists, 'a/b#~c': [{ code: '#0', label: { en: words } }] },
    })
    const { merged, conflicts } = mergeDrafts(odd('Base'), odd('Mine'), odd('Theirs'))
    expect(conflicts.map(({ path }) => path)).toEqual(['choiceLists/a~1b~2~0c/~20/label/en'])
    const [conflict] = conflicts
    if (conflict === undefined) throw new Error('no conflict')
    expect(withConflictSolved(merged, conflict, 'theirs')).toEqual(odd('Theirs'))
  })

  test('a draft with two items of one id is merged all the same', () => {
    const twice = { ...short, items: [...short.items, ...short.items.slice(1, 2)] }
    const reworded = {
      ...twice,
      items: twice.items.map((item, place) => (place === 1 ? { ...item, required: true } : item)),
    }
    expect(mergeDrafts(twice, reworded, labelled(twice, 'main_reason', 'Theirs')).merged).toEqual(
      labelled(reworded, 'main_reason', 'Theirs'),
    )
  })
})

/** The definition with its items in the order in which sections ask them. */
function ordered(q: Questionnaire): Questionnaire {
  const order = q.sections.flatMap(({ items }) => items)
  return { ...q, items: q.items.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id)) }
}

test('items stand as they are asked, when they did so on both sides', () => {
  fc.assert(
    fc.property(soundSides, ({ base, mine, theirs }) => {
      const { merged } = mergeDrafts(base, ordered(mine), ordered(theirs))
      expect(merged.items.map(({ id }) => id)).toEqual(merged.sections.flatMap(({ items }) => items))
    }),
    { numRuns: 300 },
  )
})
