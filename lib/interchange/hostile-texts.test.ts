import { parseHTML } from 'linkedom'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { questionnairePage } from '../deposit/questionnaire-page'
import { everyText } from '../questionnaire/fixtures/every-text'
import { withEachText } from '../questionnaire/placed-texts'
import { readWorkbook } from '../workbook/workbook'
import { writeTranslationCsv, writeTranslationSheet } from './translation-sheet/write'
import { writeXForm } from './xform/write'
import { writeXliff } from './xliff/write'
import { readXlsForm } from './xlsform/read'
import { writeXlsForm } from './xlsform/write'

/*
 * Texts that are written to do harm, in every place of a questionnaire and through every format: files stay well-formed, have no element and no
 * formula of the text's making, and say what the text said.
 */

const hostile: readonly (readonly [string, string])[] = [
  ['HTML', '<img src=x onerror="alert(1)"><script>alert(1)</script></style>'],
  ['a link to a script', '[here](javascript:alert(1)) javascript:alert(1)'],
  ['directions that never end', 'a \u202E b \u2066 c \u2069\u2069 \u202C'],
  ['letters that are not seen', 'a\u200Bb\uFEFFc\u00ADd\u200D'],
  ['control characters', 'a \0 \u0007 \u001B[31m \u007F \u0085 b'],
  ['half a surrogate pair', 'a \uD800 b \uDFFF'],
  ['a word without end', 'W'.repeat(9_000)],
  ['a flood of marks', `a${'\u0300'.repeat(5_000)}`],
  ['a formula', "=cmd|' /C calc'!A1"],
  ['another formula', '+1+1'],
  ['a third', '@SUM(1)'],
  ['marks of Typst', '#image("/etc/passwd") #read("/etc/passwd") #import "x" $ x $ *b* _i_ \\ `c` // <a> @b'],
  ['marks of ICU', "{x} {n, plural, one {a} other {#}} '{' </b>"],
  [
    'marks of XML',
    ']]> <!-- --> <?php ?> &amp; &#0; & < > " \' <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]> &b;',
  ],
  ['what looks like an answer', '$ {status} {status} $\\{status} $$'],
]

/** What XML cannot hold stands as U+FFFD. */
const lost = /(?![\t\n\r\x7f-\x9f])\p{Cc}|\p{Surrogate}/gu

const spoilt = (text: string) =>
  withEachText(everyText, ({ texts }) => ({
    en: `${text}${/\$\{status\}/.exec(texts.en ?? '')?.[0] ?? ''}`,
    ar: `${text}${/\$\{status\}/.exec(texts.en ?? '')?.[0] ?? ''}`,
  }))

/** Names of the elements, and all words, of XML that has to be well-formed. */
function partsOfXml(xml: string): { readonly names: ReadonlySet<string>; readonly words: string } {
  const names = new Set<string>()
  const words: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => names.add(name))
  parser.on('text', (text) => words.push(text))
  parser.on('doctype', () => words.push('DOCTYPE'))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return { names, words: words.join('') }
}

test.each(hostile)('%s stays text in a form for ODK Collect and in XLIFF', (_, text) => {
  const kept = text.replaceAll(lost, '\uFFFD')
  const translated = { questionnaire: spoilt(text), states: {} }
  const plain = { questionnaire: everyText, states: {} }
  const form = partsOfXml(writeXForm(translated.questionnaire).xml)
  expect([...form.names].toSorted()).toEqual([...partsOfXml(writeXForm(everyText).xml).names].toSorted())
  expect(form.words).toContain(kept)
  const xliff = partsOfXml(writeXliff(translated, 'ar'))
  const ofXliff = [...partsOfXml(writeXliff(plain, 'ar')).names, 'target', 'cp', 'data', 'originalData', 'ph']
  expect([...xliff.names].filter((name) => !ofXliff.includes(name))).toEqual([])
})

test.each(hostile)('%s stays text in spreadsheets', async (_, text) => {
  const questionnaire = spoilt(text)
  const translated = { questionnaire, states: {} }
  const form = await writeXlsForm(questionnaire, '2026-03-01')
  const back = readXlsForm(form, 'form.xlsx')
  expect(back.ok ? [] : back.faults).toEqual([])
  if (back.ok)
    expect(back.value.questionnaire.items[0]?.label.en).toBe(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
  const sheets = [form, await writeTranslationSheet(translated, 'ar', '2026-03-01')].map(readWorkbook)
  for (const workbook of sheets) {
    const rows = workbook.ok ? workbook.value.sheets.flatMap((sheet) => sheet.rows) : null
    expect(rows?.filter(({ formulas }) => formulas.size > 0)).toEqual([])
  }
  expect(writeTranslationCsv(translated, 'ar')).not.toMatch(/(^|[,\n])"?[=+@]/)
})

test.each(hostile)('%s stays text on the page of a deposit', (_, text) => {
  const { document } = parseHTML(questionnairePage(spoilt(text), 'en'))
  expect(document.querySelectorAll('script, img, iframe, a[href^="javascript"]').length).toBe(0)
  expect(document.querySelector('h1')?.textContent).toBe(text.replaceAll(lost, '\uFFFD'))
})

test('what names no question between ${ and } comes back from a form as words', async () => {
  const form = readXlsForm(await writeXlsForm(spoilt('Write ${STATUS} here'), '2026-03-01'), 'form.xlsx')
  expect(form.ok && form.value.questionnaire.items.map(({ label }) => label.en)).toContain(
    'Write ${STATUS} here',
  )
})
