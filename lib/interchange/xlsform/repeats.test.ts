import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkQuestionnaire } from '../../questionnaire/check'
import { unrolled } from '../../questionnaire/repeats'
import type { Sheet } from '../../workbook/sheet'
import { carryForm } from './read'
import { formSheets } from './write'

type Part =
  | { readonly kind: 'question'; readonly pick: number; readonly uses: readonly Use[] }
  | {
      readonly kind: 'group' | 'repeat'
      readonly hasLabel: boolean
      readonly count: number
      readonly parts: readonly Part[]
    }
type Use = {
  readonly column: 'relevant' | 'calculation' | 'label' | 'constraint'
  readonly of: number
  readonly how: number
}

const use: fc.Arbitrary<Use> = fc.record({
  column: fc.constantFrom('relevant', 'calculation', 'label', 'constraint'),
  of: fc.nat(20),
  how: fc.nat(20),
})
const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('question'), pick: fc.nat(3), uses: fc.array(use, { maxLength: 2 }) }),
    fc.record({
      kind: fc.constantFrom('group', 'repeat', 'repeat'),
      hasLabel: fc.boolean(),
      count: fc.nat(6),
      parts: fc.array(tie('part'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}))

const headings = [
  'type',
  'name',
  'label::English (en)',
  'relevant',
  'constraint',
  'calculation',
  'repeat_count',
]

/** A form that other programs take: blocks are closed, names are there and stand once. */
function formOf(parts: readonly Part[]): readonly (readonly string[])[] {
  let named = 0
  const rows: { kind: string; name: string; part: Part | null }[] = []
  const walk = (part: Part) => {
    named += 1
    if (part.kind === 'question') {
      const type = ['integer', 'text', 'calculate', 'note'][part.pick] ?? 'text'
      rows.push({ kind: type, name: `q${named}`, part })
      return
    }
    rows.push({ kind: `begin ${part.kind}`, name: `b${named}`, part })
    for (const inner of part.parts) walk(inner)
    rows.push({ kind: `end ${part.kind}`, name: '', part: null })
  }
  for (const one of parts) walk(one)
  const questions = rows.filter(({ part: of }) => of?.kind === 'question').map(({ name }) => name)
  const repeats = rows.filter(({ kind }) => kind === 'begin repeat').map(({ name }) => name)
  const pick = (list: readonly string[], at: number) => list[at % Math.max(1, list.length)] ?? 'none'
  const expression = ({ of, how }: Use) => {
    const [item, repeat] = [`\${${pick(questions, of)}}`, `\${${pick(repeats, how)}}`]
    const ways = [`${item} = 1`, `sum(${item}) > 2`, `join(', ', ${item}) != ''`, 'position(..) > 1']
    const ofRepeats = [`count(${repeat}) > 1`, `indexed-repeat(${item}, ${repeat}, position(..) - 1) = 1`]
    return pick([...ways, ...(repeats.length === 0 ? [] : ofRepeats)], how)
  }
  return rows.map(({ kind, name, part: of }) => {
    if (of === null) return [kind]
    if (of.kind !== 'question') {
      const counts = ['', '', '3', questions.length === 0 ? '' : `\${${pick(questions, of.count)}}`]
      return [
        kind,
        name,
        of.hasLabel ? `Block ${name}` : '',
        '',
        '',
        '',
        of.kind === 'repeat' ? pick(counts, of.count) : '',
      ]
    }
    const cellOf = (column: Use['column']) => {
      const found = of.uses.find((one) => one.column === column)
      return found === undefined
        ? ''
        : column === 'label'
          ? `\${${pick(questions, found.of)}}`
          : expression(found)
    }
    const calculation = cellOf('calculation') || '1'
    return [
      kind,
      name,
      `Q ${cellOf('label')}`,
      cellOf('relevant'),
      cellOf('constraint'),
      kind === 'calculate' ? calculation : '',
      '',
    ]
  })
}

function sheetOf(name: string, rows: readonly (readonly string[])[]): Sheet {
  return {
    name,
    rows: rows.map((cells, place) => ({
      number: place + 1,
      cells: new Map([...cells.entries()].filter(([, cell]) => cell !== '')),
      formulas: new Set<number>(),
    })),
  }
}

test('however repeats and groups lie in each other and name each other, a form is taken, can be asked, and comes back', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const read = carryForm(
        { sheets: [sheetOf('survey', [headings, ['text', 'first', 'Q'], ...formOf(parts)])] },
        'form.xlsx',
      )
      if (!read.ok) throw new Error(JSON.stringify(read.faults))
      const { questionnaire } = read.value
      const problems = checkQuestionnaire(unrolled(questionnaire))
      // A condition on the number of an entry holds for some entries only.
      expect(problems.filter(({ code }) => code !== 'item_unreachable')).toEqual([])
      const sheets = formSheets(questionnaire).map(({ name, rows }) =>
        sheetOf(
          name,
          rows.map((row) => row.map(String)),
        ),
      )
      const again = carryForm({ sheets }, 'form.xlsx')
      expect(again.ok ? again.value.questionnaire : again.faults).toEqual(questionnaire)
    }),
    { numRuns: 100 },
  )
})
