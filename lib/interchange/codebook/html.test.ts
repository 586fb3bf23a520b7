import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { counted } from '../counts'
import { bareStudy, sampleStudy } from '../fixtures/study'
import { anyTable, bytesOf, sampleTable, tableOf } from '../fixtures/tables'
import { type Codebook, codebookOf } from './codebook'
import { writeCodebookHtml } from './html'
import { englishWords } from './words'

async function pageOf(codebook: Codebook) {
  const text = Buffer.from(await bytesOf(writeCodebookHtml(codebook))).toString('utf8')
  return { text, document: parseHTML(text).document }
}

async function countedCodebook(): Promise<Codebook> {
  const { table, counts } = counted(sampleTable())
  for await (const _ of table.rows) {
    // Only to be counted.
  }
  return codebookOf(table, sampleStudy, {
    counts: counts(),
    groupLabels: new Map([['work', 'العمل']]),
    universes: new Map([['wage', 'من يعمل']]),
  })
}

describe('a codebook', () => {
  test('has a section for each group, and each variable with what it is', async () => {
    const codebook = await countedCodebook()
    expect(codebook.direction).toBe('rtl')
    expect(
      codebook.sections.map(({ label, variables }) => [label, variables.map(({ name }) => name)]),
    ).toEqual([
      ['response', ['response_id']],
      ['العمل', ['main_status', 'safety', 'wage']],
      ['person', ['Age', 'arrived', 'remark']],
    ])
    const [status, , wage] = codebook.sections[1]?.variables ?? []
    expect(status).toMatchObject({ type: 'nominal', range: '', universe: '' })
    expect(status?.categories.map(({ code, count, share }) => [code, count, share])).toEqual([
      ['employed', 3, 0.6],
      ['unemployed', 1, 0.2],
      ['-1', 1, 0.2],
    ])
    expect(status?.counts?.missing.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1])
    expect(wage).toMatchObject({ type: 'number', unit: 'LYD', range: '', universe: 'من يعمل' })
    expect(codebook.sections[2]?.variables[0]).toMatchObject({ range: '0 – 120', unit: 'سنة' })
    expect(codebook.survey.find(({ term }) => term === 'Collected')?.text).toBe('2026-01-10 – 2026-02')
  })

  test('without counts shows none, and without a description of the survey no heading for it', async () => {
    const codebook = codebookOf(sampleTable([]), bareStudy)
    expect(codebook.survey).toEqual([])
    expect(codebook.sections[1]?.variables[0]?.counts).toBeNull()
    const { document } = await pageOf(codebook)
    expect(document.querySelector('#survey')).toBeNull()
    expect(
      document.querySelector('#variable-main_status')?.closest('article')?.querySelectorAll('th'),
    ).toHaveLength(3)
  })
})

describe('a codebook as a page', () => {
  test('reads from the right in Arabic, and marks English words as such', async () => {
    const { document } = await pageOf(await countedCodebook())
    expect(document.documentElement.getAttribute('dir')).toBe('rtl')
    expect(document.documentElement.getAttribute('lang')).toBe('ar')
    const heading = document.querySelector('#missing span')
    expect([heading?.textContent, heading?.getAttribute('lang'), heading?.getAttribute('dir')]).toEqual([
      'Missing values',
      'en',
      'ltr',
    ])
    const english = codebookOf({ ...sampleTable(), language: 'en' }, sampleStudy)
    const { document: page } = await pageOf(english)
    expect(page.documentElement.getAttribute('dir')).toBe('ltr')
    expect(page.querySelector('#missing span')).toBeNull()
  })

  test('shows names, labels, questions, categories and counts', async () => {
    const { document } = await pageOf(await countedCodebook())
    const article = document.querySelector('#variable-main_status')?.closest('article')
    expect(article?.querySelector('h3')?.textContent).toBe('main_status الوضع "الرئيسي"')
    expect(article?.querySelector('dd')?.textContent).toBe('ما هو وضعك الرئيسي؟ <اختر واحدًا> & واحدًا فقط')
    const rows = [...(article?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.querySelectorAll('td')].slice(0, 4).map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      ['employed', '1', 'يعمل', '3'],
      ['unemployed', '2', 'عاطل عن العمل', '1'],
      ['-1', '3', '=آخر', '1'],
    ])
  })

  test('every link of the contents leads somewhere', async () => {
    const { document } = await pageOf(await countedCodebook())
    const links = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href') ?? '')
    expect(links).toHaveLength(3)
    for (const link of links) expect(document.querySelector(link)).not.toBeNull()
  })

  test('no text becomes an element, whatever it is, and nothing is loaded', async () => {
    const hostile = '</style><script>alert(1)</script><img src=x onerror=alert(1)>"\' &amp;'
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        const table = tableOf(
          variables.map((variable) => ({ ...variable, label: hostile, question: hostile, group: hostile })),
          rows,
        )
        const study = { ...sampleStudy, title: hostile, abstract: hostile }
        const { document, text } = await pageOf(codebookOf(table, study))
        expect(document.querySelectorAll('script, img, link, iframe, object').length).toBe(0)
        expect(document.querySelector('h1')?.textContent).toBe(hostile)
        expect(text).not.toMatch(/url\(|@import|https?:/)
      }),
      { numRuns: 20 },
    )
  })

  test('its fixed words can be those of another language', async () => {
    const words = { ...englishWords, language: 'ar', missingValues: 'قيم مفقودة' }
    const { document } = await pageOf(codebookOf(sampleTable(), sampleStudy, {}, words))
    expect(document.querySelector('#missing')?.innerHTML).toBe('قيم مفقودة')
  })
})
