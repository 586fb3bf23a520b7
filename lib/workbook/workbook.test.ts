import { readdirSync, readFileSync } from 'node:fs'
import { read as readBySheetJs, utils } from '@e965/xlsx'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { workbookLimits } from './limits'
import { readWorkbook } from './workbook'

const folder = new URL('../interchange/xlsform/fixtures/', import.meta.url)
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)))

type Parts = Readonly<Record<string, string | Uint8Array>>

const head = '<?xml version="1.0" encoding="UTF-8"?>'
const usual: Parts = {
  'xl/workbook.xml': `${head}<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="a"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>`,
}

/** A workbook of the usual parts and these. */
function workbookOf(parts: Parts): Uint8Array {
  const files = Object.entries({ ...usual, ...parts }).map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  )
  return zipSync(Object.fromEntries(files))
}

function sheetOf(rows: string): Parts {
  return { 'xl/worksheets/sheet1.xml': `${head}<worksheet><sheetData>${rows}</sheetData></worksheet>` }
}

async function cellsOf(bytes: Uint8Array) {
  const read = readWorkbook(bytes)
  if (!read.ok) throw new Error(read.problems[0]?.message)
  return read.value.sheets.flatMap(({ rows }) =>
    rows.flatMap(({ number, cells }) => [...cells].map(([column, text]) => `${number}:${column}=${text}`)),
  )
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const read = readWorkbook(bytes)
  return read.ok ? 'read' : String(read.problems[0]?.code)
}

describe('the texts of a workbook are those that another reader finds', () => {
  test.each(readdirSync(folder).filter((file) => /\.xlsx?$/.test(file)))('%s', async (file) => {
    const read = readWorkbook(bytesOf(file))
    if (!read.ok) throw new Error(read.problems[0]?.message)
    const book = readBySheetJs(bytesOf(file), { raw: true, cellText: false })
    for (const { name, rows } of read.value.sheets) {
      const dates = new Set(
        rows.flatMap(({ number, cells }) =>
          [...cells].flatMap(([column, text]) =>
            /^\d{4}-\d\d-\d\d$/.test(text) ? [`${number}:${column}`] : [],
          ),
        ),
      )
      const isDateText = (place: string) => dates.has(place)
      const sheet = book.Sheets[name] ?? {}
      const theirs = Object.entries(sheet).flatMap(([place, cell]) => {
        if (place.startsWith('!') || cell.v === undefined || cell.v === '') return []
        const { r, c } = utils.decode_cell(place)
        if (c >= workbookLimits.columns) return []
        const text = typeof cell.v === 'boolean' ? String(cell.v).toUpperCase() : String(cell.v)
        // Error values and dates are numbers to the other reader.
        if (cell.t === 'e' || isDateText(`${r + 1}:${c}`)) return []
        return [`${r + 1}:${c}=${text}`]
      })
      const ours = rows.flatMap(({ number, cells }) =>
        [...cells].flatMap(([column, text]) =>
          /^#[A-Z0/]+[!?]?$/.test(text) || isDateText(`${number}:${column}`)
            ? []
            : [`${number}:${column}=${text}`],
        ),
      )
      // Programs end lines in several ways, and readers tell them apart in as many.
      const alike = (cells: readonly string[]) =>
        cells.map((cell) => cell.replace(/[\r\n]+/g, '\n')).toSorted()
      expect(alike(ours)).toEqual(alike(theirs))
    }
  })
})

test('a date of a workbook that counts from 1904', async () => {
  expect(await cellsOf(bytesOf('pyxform-repeat_date_test.xls'))).toContain('2:3=2012-12-12')
})

describe('cells', () => {
  test('of every kind', async () => {
    const rows = `<row r="2">
      <c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r></is></c>
      <c r="C2"><v>0.1</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" s="1"><v>45351</v></c><c r="F2" t="e"><v>#REF!</v></c>
      <c r="AA2" t="str"><f>[1]other!A1&amp;"x"</f><v>kept</v></c><c t="str"><f>A1</f></c></row>`
    const bytes = workbookOf({
      ...sheetOf(rows),
      'xl/sharedStrings.xml': `${head}<sst><si><t>shared_x000D_</t><rPh><t>said so</t></rPh></si></sst>`,
      'xl/styles.xml': `${head}<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    })
    expect(await cellsOf(bytes)).toEqual([
      '2:0=shared\r',
      '2:1=rich text',
      '2:2=0.1',
      '2:3=TRUE',
      '2:4=2024-02-29',
      '2:5=#REF!',
      '2:26=kept',
    ])
    const read = readWorkbook(bytes)
    expect(read.ok && read.value.sheets[0]?.rows[0]?.formulas.has(26)).toBe(true)
  })
})

describe('what is refused', () => {
  const label = (text: string) =>
    sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`)

  test('a part that unpacks to more than is read', async () => {
    const bomb = new Uint8Array(workbookLimits.unpackedBytes + 1).fill(32)
    const bytes = workbookOf({ 'xl/worksheets/sheet1.xml': bomb })
    expect(bytes.length).toBeLessThan(200_000)
    expect(await codeOf(bytes)).toBe('workbook_too_large')
  })

  test('a part that says it is small and is not', async () => {
    const bytes = workbookOf({ 'xl/worksheets/sheet1.xml': new Uint8Array(workbookLimits.unpackedBytes + 1) })
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < bytes.length - 30; at += 1)
      if (view.getUint32(at, true) === 0x0201_4b50) view.setUint32(at + 24, 10, true)
    expect(await codeOf(bytes)).toBe('workbook_too_large')
  })

  test.each([
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>`],
    ['a document from elsewhere', `<!DOCTYPE x SYSTEM "https://elsewhere.example/x.dtd"><worksheet/>`],
    ['XML that ends in the middle', '<worksheet><sheetData><row r="1">'],
  ])('%s', async (_, xml) => {
    expect(await codeOf(workbookOf({ 'xl/worksheets/sheet1.xml': `${head}${xml}` }))).toBe(
      'workbook_unreadable',
    )
  })

  test('text that is no UTF-8', async () => {
    const part = Uint8Array.from([
      ...strToU8(`${head}<worksheet>`),
      0xff,
      0xfe,
      0xc0,
      ...strToU8('</worksheet>'),
    ])
    expect(await codeOf(workbookOf({ 'xl/worksheets/sheet1.xml': part }))).toBe('workbook_unreadable')
  })

  test('more rows than are read', async () => {
    const row = '<row><c t="str"><v>x</v></c></row>'
    expect(await codeOf(workbookOf(sheetOf(row.repeat(workbookLimits.rows))))).toBe('read')
    expect(await codeOf(workbookOf(sheetOf(row.repeat(workbookLimits.rows + 1))))).toBe('workbook_too_large')
  })

  test('more cells than are read, and columns beyond the last', async () => {
    const far = sheetOf('<row r="1"><c r="XFD1" t="str"><v>x</v></c><c r="A1" t="str"><v>y</v></c></row>')
    expect(await cellsOf(workbookOf(far))).toEqual(['1:0=y'])
    const wide = `<row>${'<c t="str"><v>x</v></c>'.repeat(500)}</row>`
    const many = sheetOf(wide.repeat(workbookLimits.cells / 500 + 1))
    expect(await codeOf(workbookOf(many))).toBe('workbook_too_large')
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', strToU8('type,name,label')],
    ['an archive without a workbook', zipSync({ 'word/document.xml': strToU8('<x/>') })],
    ['the first bytes of a workbook', workbookOf(label('x')).subarray(0, 100)],
    ['the first bytes of an old one', bytesOf('pyxform-tutorial.xls').subarray(0, 600)],
  ])('%s', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('workbook_unreadable')
  })

  test('a file that is larger than any form', async () => {
    const bytes = new Uint8Array(workbookLimits.fileBytes + 1)
    expect(await codeOf(bytes)).toBe('workbook_too_large')
  })
})

describe('whatever is damaged is read or refused, and never thrown at', () => {
  test.each(['pyxform-or_other.xlsx', 'pyxform-tutorial.xls'])('%s', async (file) => {
    const whole = bytesOf(file)
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(whole.length), fc.boolean(), async (changed, length, isCut) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, value] of changed) bytes[at] = value
        const read = readWorkbook(isCut ? bytes.subarray(0, length) : bytes)
        if (!read.ok) expect(read.problems[0]?.message).toMatch(/\.$/)
      }),
      { numRuns: 300 },
    )
  })
})
