import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parseQuestionnaire } from '../../questionnaire/check'
import { readXlsForm } from './read'

/** Real forms, small enough to be read hundreds of times. Where they are from: fixtures/PROVENANCE.md. */
const corpus = [
  'pyxform-or_other.xlsx',
  'pyxform-choice_filter_test.xlsx',
  'pyxform-extra_sheet_names.xlsx',
  'pyxform-flat_xlsform_test.xlsx',
]
const oldCorpus = ['pyxform-tutorial.xls', 'pyxform-widgets.xls', 'pyxform-xml_escaping.xls']

const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)))

/** Reading ends in a questionnaire that is one, or in faults that say where they are and what they are. */
function expectReadOrRefused(bytes: Uint8Array): void {
  const read = readXlsForm(bytes, 'damaged.xlsx')
  if (read.ok) {
    expect(parseQuestionnaire(JSON.parse(JSON.stringify(read.value.questionnaire))).ok).toBe(true)
    return
  }
  expect(read.faults.length).toBeGreaterThan(0)
  for (const { sheet, row, column, code, message } of read.faults) {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(message).toMatch(/\S/)
    // A fault of no sheet is one of the whole file.
    expect(sheet !== '' || (row === 0 && column === '')).toBe(true)
  }
}

/** What somebody may write into a part of a workbook to see what becomes of it. */
const hostile = [
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
  '&b;',
  '<![CDATA[',
  ']]>',
  '</c></row></sheetData>',
  '<f>HYPERLINK("https://elsewhere.example")</f>',
  '__proto__',
  '=cmd|/c calc!A1',
  '\u202e',
  '&#0;',
  '&#xD800;',
  '${${',
  'r="XFD1048576"',
  's="99999999"',
]

type Change =
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'swap'; readonly at: number; readonly other: number }
  | { readonly kind: 'copy'; readonly at: number; readonly other: number }
  | { readonly kind: 'write'; readonly at: number; readonly place: number; readonly text: string }
  | { readonly kind: 'cut'; readonly at: number; readonly place: number }

const nat = fc.nat(1_000_000)
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), at: nat }),
  fc.record({ kind: fc.constant('swap' as const), at: nat, other: nat }),
  fc.record({ kind: fc.constant('copy' as const), at: nat, other: nat }),
  fc.record({ kind: fc.constant('write' as const), at: nat, place: nat, text: fc.constantFrom(...hostile) }),
  fc.record({ kind: fc.constant('cut' as const), at: nat, place: nat }),
)

/** The archive with its entries dropped, swapped, copied, cut off, or with something written into their middle. */
function changed(file: string, changes: readonly Change[]): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytesOf(file))))
  for (const one of changes) {
    const names = [...parts.keys()]
    const name = names[one.at % names.length]
    const bytes = name === undefined ? undefined : parts.get(name)
    if (name === undefined || bytes === undefined) continue
    const text = strFromU8(bytes, true)
    if (one.kind === 'drop') parts.delete(name)
    else if (one.kind === 'cut') parts.set(name, bytes.subarray(0, one.place % (bytes.length + 1)))
    else if (one.kind === 'write') {
      const at = one.place % (text.length + 1)
      const written = strFromU8(strToU8(one.text), true)
      parts.set(name, strToU8(text.slice(0, at) + written + text.slice(at), true))
    } else {
      const other = names[one.other % names.length] ?? name
      const others = parts.get(other) ?? bytes
      parts.set(other, bytes)
      if (one.kind === 'swap') parts.set(name, others)
    }
  }
  return zipSync(Object.fromEntries(parts))
}

describe('whatever is done to a form, it is read or refused', () => {
  test('parts of its archive', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...corpus),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (file, changes) => expectReadOrRefused(changed(file, changes)),
      ),
      { numRuns: 400 },
    )
  })

  test('its bytes, old and new', () => {
    const flips = fc.array(fc.tuple(nat, fc.nat(255)), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.constantFrom(...corpus, ...oldCorpus), flips, fc.option(nat), (file, flipped, end) => {
        const bytes = bytesOf(file)
        for (const [at, value] of flipped) bytes[at % bytes.length] = value
        expectReadOrRefused(end === null ? bytes : bytes.subarray(0, end % (bytes.length + 1)))
      }),
      { numRuns: 300 },
    )
  })
})
