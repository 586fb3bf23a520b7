import fc from 'fast-check'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { sampleWords } from '@/app/ui/charts/fixtures/sample-words'
import type { ReportDocument } from '@/lib/profile/report-document'
import { sampleReport } from './fixtures/sample-report'
import { reportPdf } from './pdf'

const bare: ReportDocument = {
  language: 'en',
  direction: 'ltr',
  title: 'A title',
  subtitle: '',
  marking: null,
  facts: [],
  blocks: [],
  footer: '',
  pageNumber: 'Page {page} of {pages}',
  madeOn: '2025-05-02',
  author: '',
}

/** What an independent reader (PDF.js) finds. */
async function read(document: ReportDocument) {
  const pdf = await getDocumentProxy(new Uint8Array(reportPdf(document)))
  const { text } = await extractText(pdf, { mergePages: true })
  return {
    pdf,
    text,
    isTagged: (await pdf.getMarkInfo())?.Marked === true,
    properties: await pdf.getMetadata(),
  }
}

const english = read(sampleReport(sampleWords.en))

describe('a report as PDF', () => {
  test('says everything, on A4, with its title, its language and its date', async () => {
    const report = sampleReport(sampleWords.en)
    const { pdf, text, isTagged, properties } = await english
    for (const words of ['How do the groups fare', 'Legal status', '81 (75 to 88)', 'hidden: too few people'])
      expect(text).toContain(words)
    expect(text).toContain(`Page ${pdf.numPages} of ${pdf.numPages}`)
    expect(isTagged).toBe(true)
    expect(properties.info).toMatchObject({
      Title: report.title,
      Language: 'en',
      CreationDate: 'D:20250502000000Z',
    })
    expect((await pdf.getPage(1)).view.map(Math.round)).toEqual([0, 0, 595, 842])
  })

  test('gives pictures and tables their meaning for screen readers', async () => {
    const { pdf } = await english
    const trees = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, page) => (await pdf.getPage(page + 1)).getStructTree()),
    )
    const tags = JSON.stringify(trees)
    for (const tag of ['H1', 'H2', 'P', 'L', 'Table', 'TH', 'TD', 'Figure'])
      expect(tags).toContain(`"role":"${tag}"`)
    expect(tags).toContain('"alt":"How do the groups fare in each part of life?')
  })

  test('keeps charts as vectors: their words can be found, and there is no bitmap', async () => {
    const { pdf, text } = await english
    expect(text).toContain('deprivation line 50')
    expect(Buffer.from(reportPdf(sampleReport(sampleWords.en))).includes('/Subtype /Image')).toBe(false)
    expect(pdf.numPages).toBeGreaterThan(2)
  })

  test('sets Arabic from the right, with letters that can be read back', async () => {
    const { text, properties } = await read(sampleReport(sampleWords.ar))
    expect(properties.info).toMatchObject({ Language: 'ar-EG' })
    for (const word of ['القانوني', 'السكن', 'المهاجرون', 'الحياة']) expect(text).toContain(word)
    expect(text).not.toContain('\ufffd')
  })

  test.each([
    ['bn', 'জীবনের মান ও অধিকার', 'NotoSansBengali'],
    ['ti', 'ናይ ህይወት ኩነታት ስደተኛታት', 'NotoSansEthiopic'],
    ['uk', 'Як живеться людям', 'NotoSans'],
    ['fa', 'وضعیت پناهندگان', 'Vazirmatn'],
  ])('has letters for %s', async (language, title, face) => {
    const bytes = Buffer.from(reportPdf({ ...bare, language, title })).toString('latin1')
    const { text } = await read({ ...bare, language, title })
    expect(bytes).toMatch(new RegExp(`/BaseFont /[A-Z]{6}\\+${face}-Bold`))
    expect(text).not.toContain('\ufffd')
  })

  test('reads no text as markup, whatever it holds', async () => {
    const title = '#read("/etc/passwd") *x* _y_ $a$ <b> @c `d` \\u{41} #{1+1} // e'
    const { text, properties } = await read({
      ...bare,
      title,
      marking: '#panic()',
      footer: '#include "x"',
      blocks: [
        { kind: 'heading', level: 1, text: '= not ## a heading' },
        { kind: 'list', items: ['#image("/etc/hosts")'] },
        { kind: 'paragraph', tone: 'plain', text: '#import "@preview/x:0.1.0"' },
      ],
    })
    expect(properties.info).toMatchObject({ Title: title })
    for (const words of [
      '#read("/etc/passwd")',
      '$a$',
      '#panic()',
      '#image("/etc/hosts")',
      '= not ## a heading',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('root:')
  })

  test('is made from any text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('\ud800', '\u0000\u0008', '\ufffe'),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        const pdf = reportPdf({ ...bare, title: text, footer: text, facts: [{ label: text, value: text }] })
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
      }),
      { numRuns: 60 },
    )
  })

  test('is the same file for the same document, and another on another day', () => {
    const report = sampleReport(sampleWords.ar)
    const first = Buffer.from(reportPdf(report))
    expect(Buffer.from(reportPdf(report)).equals(first)).toBe(true)
    expect(Buffer.from(reportPdf({ ...report, madeOn: '2025-05-03' })).equals(first)).toBe(false)
  })

  test('carries a long table over pages and repeats its head', async () => {
    const rows = Array.from({ length: 120 }, (_, row) => [{ text: `Group ${row + 1}` }, { text: `${row}` }])
    const { pdf, text } = await read({
      ...bare,
      blocks: [
        {
          kind: 'table',
          caption: 'Long',
          columns: [
            { head: 'HeadOfRows', isFigure: false },
            { head: 'Figure', isFigure: true },
          ],
          rowHeads: 1,
          rows,
          note: '',
        },
      ],
    })
    expect(pdf.numPages).toBeGreaterThan(2)
    expect(text).toContain('Group 120')
    expect(text.match(/HeadOfRows/g)).toHaveLength(pdf.numPages)
  })
})
