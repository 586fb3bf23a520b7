import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../workbook/workbook'
import { type ReadForm, readXlsForm } from './read'
import { readRowType } from './row-types'

/*
 * Forms of organisations, and forms that the converter of ODK and KoboToolbox is tested with; see fixtures/PROVENANCE.md.
 */

const folder = new URL('fixtures/', import.meta.url)
const files = readdirSync(folder).filter((file) => /\.xlsx?$/.test(file))
const outcomes: Readonly<Record<string, { readonly converted: boolean; readonly error?: string }>> =
  JSON.parse(readFileSync(new URL('pyxform-4.5.0-outcomes.json', folder), 'utf8'))
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)))

const readings = new Map<string, ReadForm>()
function reading(file: string): ReadForm {
  const known = readings.get(file) ?? readXlsForm(bytesOf(file), file)
  readings.set(file, known)
  return known
}

test('every form has its counterpart among the outcomes', () => {
  expect(files.toSorted()).toEqual(Object.keys(outcomes).toSorted())
})

describe.each(files.filter((file) => outcomes[file]?.converted))('%s, which others take', (file) => {
  test('is taken', async () => {
    const read = reading(file)
    expect(read.ok ? [] : read.faults).toEqual([])
  })

  test('loses no row and no expression in silence', async () => {
    const read = reading(file)
    const workbook = readWorkbook(bytesOf(file))
    if (!read.ok || !workbook.ok) throw new Error('It was not taken.')
    const { questionnaire, notes } = read.value
    const sheets = workbook.value.sheets
    const survey = sheets.find(({ name }) => name.trim().toLowerCase() === 'survey') ?? sheets[0]
    const [top, ...rows] = survey?.rows ?? []
    const columnOf = (...names: readonly string[]) =>
      [...(top?.cells ?? [])].find(([, text]) => names.includes(text.trim().toLowerCase()))?.[0] ?? -1
    const said = new Set(notes.map(({ row, column }) => `${row} ${column.trim().toLowerCase()}`))
    const isSaid = (row: number, ...columns: readonly string[]) =>
      columns.some((column) => said.has(`${row} ${column}`))
    const ids = new Set(questionnaire.items.map(({ id }) => id))
    const unaccounted: string[] = []
    for (const { number, cells } of rows) {
      const type = readRowType(cells.get(columnOf('type')) ?? '')
      if ((cells.get(columnOf('type')) ?? '') === '' || type.kind === 'begin' || type.kind === 'end') continue
      const name = cells.get(columnOf('name'))?.trim() ?? ''
      const isThere =
        ids.has(name) || isSaid(number, 'name', 'type', 'calculation', 'relevant') || name === ''
      if (!isThere) unaccounted.push(`row ${number}: ${name}`)
      const item = questionnaire.items.find(({ id }) => id === name)
      if (item === undefined) continue
      for (const [key, ...columns] of [
        ['relevant', 'relevant', 'relevance', 'bind:relevant'],
        ['constraint', 'constraint', 'bind:constraint'],
        ['choiceFilter', 'choice_filter'],
      ] as const) {
        const written = cells.get(columnOf(...columns))?.trim() ?? ''
        const carried = (item as Readonly<Record<string, unknown>>)[key]
        if (written !== '' && !carried && item.type !== 'note' && !isSaid(number, ...columns))
          unaccounted.push(`row ${number}: ${key} of ${name}`)
      }
    }
    expect(unaccounted).toEqual([])
  })

  test('has its languages', async () => {
    const read = reading(file)
    if (!read.ok) throw new Error('It was not taken.')
    for (const item of read.value.questionnaire.items)
      expect(Object.keys(item.label)).toContain(read.value.questionnaire.defaultLanguage)
  })
})

describe.each(files.filter((file) => outcomes[file]?.converted === false))(
  '%s, which others refuse',
  (file) => {
    test('is refused at the same place', async () => {
      const read = reading(file)
      expect(read.ok).toBe(false)
      if (read.ok) return
      const [, row] = /\[row : (\d+)\]/.exec(outcomes[file]?.error ?? '') ?? []
      if (row !== undefined) expect(read.faults.map((fault) => fault.row)).toContain(Number(row))
      for (const { message, sheet } of read.faults) {
        expect(sheet).not.toBe('')
        expect(message).toMatch(/[.!]$/)
      }
    })
  },
)

test('the table in the docs says what becomes of each', async () => {
  const rows = [
    ['form', 'pyxform', 'here', 'items', 'languages', 'to know'],
    ['---', '---', '---', '---', '---', '---'],
  ]
  for (const file of files.toSorted()) {
    const read = reading(file)
    const theirs = outcomes[file]?.converted ? 'taken' : 'refused'
    rows.push(
      read.ok
        ? [
            file,
            theirs,
            'taken',
            String(read.value.questionnaire.items.length),
            read.value.questionnaire.languages.join(', '),
            String(read.value.notes.length),
          ]
        : [file, theirs, `refused: ${firstFault(read)}`, '', '', ''],
    )
  }
  const inDocs = readFileSync(new URL('../../../docs/xlsform.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(-rows.length)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^-+$/, '---')),
    )
  expect(inDocs).toEqual(rows)
})

function firstFault(read: ReadForm): string {
  const [first] = read.ok ? [] : read.faults
  return first === undefined ? '' : `${first.sheet}, row ${first.row}, ${first.column}`
}
