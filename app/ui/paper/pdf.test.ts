import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { hasGlyph } from '@/app/ui/charts/font-letters'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { readXlsForm } from '@/lib/interchange/xlsform/read'
import { everyType } from '@/lib/paper/fixtures/every-type'
import type { PaperDocument } from '@/lib/paper/paper-document'
import { questionnaireOnPaper } from '@/lib/paper/questionnaire-on-paper'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { hasOptions, isDisplayed, responseOptions } from '@/lib/questionnaire/options'
import { paperPdf } from './pdf'

/** What an independent reader (PDF.js) finds. */
async function read(document: PaperDocument) {
  const pdf = await getDocumentProxy(new Uint8Array(paperPdf(document)))
  const { text } = await extractText(pdf, { mergePages: true })
  return {
    pdf,
    text,
    packed: packed(text),
    isTagged: (await pdf.getMarkInfo())?.Marked === true,
    properties: await pdf.getMetadata(),
  }
}

/** Lines end where the page does, which is no matter here. */
function packed(text: string): string {
  return text.replaceAll(/\s/g, '')
}

function printed(questionnaire: Questionnaire, language = questionnaire.defaultLanguage) {
  return read(questionnaireOnPaper(questionnaire, language, '2026-03-01'))
}

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((one) => one.id === id)
  if (found === undefined) throw new Error(`no instrument ${id}`)
  return found
}

/** Every id, and of items that are asked every label, option and code, as far as they are laid open. */
function saidBy(questionnaire: Questionnaire, language: string): readonly string[] {
  const say = (map: Questionnaire['title']) => textIn(map, language, questionnaire.defaultLanguage)
  return questionnaire.items.flatMap((item) => [
    item.id,
    ...(isDisplayed(item) ? [say(item.label)] : []),
    ...(hasOptions(item) && item.choiceSource === undefined
      ? responseOptions(questionnaire, item).flatMap(({ code, label }) => [code, say(label)])
      : []),
  ])
}

describe('a questionnaire on paper', () => {
  test.each(defaultInstruments().map((one) => [one.id, one] as const))(
    '%s holds every item id, option label and code',
    async (_, questionnaire) => {
      const paper = await printed(questionnaire)
      const absent = saidBy(questionnaire, 'en').filter((words) => !paper.packed.includes(packed(words)))
      expect(absent).toEqual([])
      expect(paper.text).toContain(`Page ${paper.pdf.numPages} of ${paper.pdf.numPages}`)
      expect(paper.text).toContain('version 1 · 1 March 2026')
    },
    60_000,
  )

  test.each(['es', 'fr', 'pt', 'uk'])(
    'the short form in %s holds them too, with skip instructions in the language',
    async (language) => {
      const questionnaire = instrument('migrant-short')
      const { packed: text } = await printed(questionnaire, language)
      expect(saidBy(questionnaire, language).filter((words) => !text.includes(packed(words)))).toEqual([])
      const skip = {
        es: 'Pregunte solo si: ',
        fr: 'À demander seulement si : ',
        pt: 'Pergunte só se: ',
        uk: 'Запитуйте, лише якщо: ',
      }
      expect(text).toContain(
        packed(`${Object.entries(skip).find(([one]) => one === language)?.[1]}4 work_status`),
      )
    },
    60_000,
  )

  test('skip instructions are words', async () => {
    const { packed: text } = await printed(instrument('migrant-short'))
    expect(text).toContain(
      packed('Ask only if: 4 work_status is “I have regular paid work”, “I work for myself”'),
    )
    expect(text).not.toContain('${')
  })

  test('Arabic stands from the right, with letters that can be read back', async () => {
    const questionnaire = instrument('migrant-short')
    const { text, properties, packed: all } = await printed(questionnaire, 'ar')
    expect(properties.info).toMatchObject({ Language: 'ar' })
    for (const word of ['المهاجرين', 'بأجر', 'حساس', 'مارس']) expect(text).toContain(word)
    expect(text).not.toContain('\ufffd')
    expect(questionnaire.items.filter(({ id }) => !all.includes(id))).toEqual([])
  }, 60_000)

  test.each([
    ['bn', 'কোন', 'NotoSansBengali'],
    ['am', 'የትኛው', 'NotoSansEthiopic'],
    ['uk', 'Який', 'NotoSans'],
    ['fa-AF', 'منطقه', 'Vazirmatn'],
    ['ur', 'ہر', 'Vazirmatn'],
  ])('has letters for %s, and every id', async (language, word, face) => {
    const document = questionnaireOnPaper(everyType(), language, '2026-03-01')
    const { text, packed: all } = await read(document)
    expect(Buffer.from(paperPdf(document)).toString('latin1')).toMatch(
      new RegExp(`/BaseFont /[A-Z]{6}\\+${face}-`),
    )
    // PDF.js gives the marks of Bengali in the order of their glyphs.
    if (language !== 'bn') expect(text).toContain(word)
    expect(text).not.toContain('\ufffd')
    expect(everyType().items.filter(({ id }) => !all.includes(id))).toEqual([])
  })

  test('a language without letters is refused; a single sign is told on the first page', async () => {
    expect(['ش', 'ক', 'ሀ', 'я', 'ğ'].filter((sign) => !hasGlyph(sign.codePointAt(0) ?? 0))).toEqual([])
    expect(['က', '漢', '😀'].filter((sign) => hasGlyph(sign.codePointAt(0) ?? 0))).toEqual([])
    const document = questionnaireOnPaper(everyType(), 'en', null)
    expect(() => paperPdf({ ...document, language: 'my', intro: 'ဘယ်ဒေသလဲ'.repeat(300) })).toThrow(
      'This cannot be printed in "my"',
    )
    expect((await read(document)).text).not.toContain('signs that its fonts lack')
    expect((await read({ ...document, title: 'Mood 😀' })).text).toContain('signs that its fonts lack')
  })

  test('is tagged, titled, dated and the same file for the same questionnaire', async () => {
    const document = questionnaireOnPaper(everyType(), 'en', '2026-03-01')
    const { isTagged, properties, pdf } = await read(document)
    expect(isTagged).toBe(true)
    expect(properties.info).toMatchObject({ Title: 'Every type', CreationDate: 'D:20260301000000Z' })
    expect((await pdf.getPage(1)).view.map(Math.round)).toEqual([0, 0, 595, 842])
    const once = Buffer.from(paperPdf(document))
    expect(Buffer.from(paperPdf(document)).equals(once)).toBe(true)
    const draft = { ...document, publishedOn: null }
    expect(Buffer.from(paperPdf(draft)).equals(Buffer.from(paperPdf(draft)))).toBe(true)
  })

  test('an imported form is printed whole: conditions, cascades, calculations', async () => {
    const form = readXlsForm(
      readFileSync('lib/interchange/xlsform/fixtures/reach-msna-2024-v11.xlsx'),
      'form',
    )
    if (!form.ok) throw new Error('the form was refused')
    const { questionnaire } = form.value
    const { packed: text } = await printed(questionnaire)
    expect(questionnaire.items.filter(({ id }) => !text.includes(id)).map(({ id }) => id)).toEqual([])
    expect(text).toContain(packed('Ask only if: 10 consent is “No”.'))
    expect(text).toContain('Contents')
    expect(text).toContain(packed('Annex: what nobody is asked'))
  }, 120_000)

  test('reads no text as markup and takes any text', () => {
    const document = questionnaireOnPaper(everyType(), 'fa-AF', '2026-03-01')
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '#read("/etc/passwd") *x* $a$ <b> @c',
        '\ud800',
        '\u0000\u0008',
        '\u2066 \u202e',
        'a\nb',
      ),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        const item = { ...document.sections[0]?.groups[1]?.items[0], label: text, help: text, id: text }
        const pdf = paperPdf({
          ...document,
          title: text,
          footer: text,
          sections: document.sections.map((section) => ({
            ...section,
            title: text,
            groups: section.groups.map((group) => ({
              skip: [{ kind: 'expression', text }],
              items: group.items.map((one) => ({ ...one, ...item })),
            })),
          })),
        })
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  test('an item that fills more than a page is broken, and nothing of it is lost', async () => {
    const document = questionnaireOnPaper(everyType(), 'en', null)
    const options = Array.from({ length: 60 }, (_, place) => ({
      code: `c${place}`,
      label: `Answer ${place}`,
      note: '',
    }))
    const questionnaire = everyType()
    const long = {
      ...questionnaire,
      items: questionnaire.items.map((item) =>
        item.id === 'region' && item.type === 'single'
          ? {
              ...item,
              choices: options.map(({ code, label }) => ({
                code,
                label: { en: `${label}, ${'which takes room '.repeat(5)}` },
              })),
            }
          : item,
      ),
    }
    const { text, pdf } = await read(questionnaireOnPaper(long, 'en', null))
    expect(options.filter(({ label }) => !text.includes(`${label},`))).toEqual([])
    expect(pdf.numPages).toBeGreaterThan((await read(document)).pdf.numPages)
  })
})
