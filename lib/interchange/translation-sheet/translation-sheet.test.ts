import { read as readBySheetJs, utils, write as writeBySheetJs } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { defaultInstruments } from '../../instruments/default-instruments'
import { anyTranslated, everyText, untranslated } from '../../questionnaire/fixtures/every-text'
import { translatableTexts, withTexts } from '../../questionnaire/translatable'
import {
  initialStates,
  stateOf,
  type TranslatedQuestionnaire,
  withTranslations,
} from '../../questionnaire/translation-state'
import { readTranslationSheet } from './read'
import { writeTranslationCsv, writeTranslationSheet } from './write'

vi.setConfig({ testTimeout: 60_000 })

const bytesOf = (text: string) => new TextEncoder().encode(text)
const bare: TranslatedQuestionnaire = { questionnaire: everyText, states: {} }

function taken(bytes: Uint8Array, draft: TranslatedQuestionnaire, language = 'ar') {
  const read = readTranslationSheet(bytes, draft, language)
  if (!read.ok) throw new Error(read.problems[0]?.message)
  return read.value
}

function readings(translated: TranslatedQuestionnaire, language = 'ar') {
  return translatableTexts(translated.questionnaire).map((text) => ({
    key: text.key,
    text: text.texts[language],
    state: stateOf(translated, language, text),
  }))
}

/** Files that a translator may get, both from the same draft. */
const files = [
  [
    'workbook',
    (translated: TranslatedQuestionnaire, language: string) =>
      writeTranslationSheet(translated, language, '2026-03-01'),
  ],
  [
    'CSV',
    async (translated: TranslatedQuestionnaire, language: string) =>
      bytesOf(writeTranslationCsv(translated, language)),
  ],
] as const

describe.each(files)('there and back as %s', (_, written) => {
  test('every text and state is as it was, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyTranslated({ control: true, halves: false }), async (translated) => {
        const bytes = await written(translated, 'ar')
        const back = taken(bytes, untranslated(translated))
        expect(back.refused).toEqual([])
        expect(readings(back.translated)).toEqual(readings(translated))
        expect(taken(bytes, translated)).toMatchObject({ translated, changed: 0, restated: 0, notes: [] })
      }),
    )
  })

  test.each(defaultInstruments().map((questionnaire) => [questionnaire.id, questionnaire] as const))(
    '%s in every language',
    async (_, questionnaire) => {
      for (const language of [...questionnaire.languages.slice(1), 'so']) {
        const languages = [...new Set([...questionnaire.languages, language])]
        const draft = {
          questionnaire: { ...questionnaire, languages },
          states: initialStates({ ...questionnaire, languages }),
        }
        const empty = translatableTexts(questionnaire).map(({ key }) => [key, ''] as const)
        const without = {
          questionnaire: withTexts(draft.questionnaire, language, new Map(empty)),
          states: {},
        }
        const back = taken(await written(draft, language), without, language)
        expect(back.refused).toEqual([])
        expect(readings(back.translated, language)).toEqual(readings(draft, language))
      }
    },
  )
})

describe('other programs', () => {
  const draft = withTranslations(
    bare,
    'ar',
    new Map([['title', { text: '=عنوان', state: 'machine_drafted' }]]),
  )

  test('see the texts as texts, under headings that name the languages', async () => {
    const workbook = readBySheetJs(await writeTranslationSheet(draft, 'ar', '2026-03-01'))
    expect(workbook.SheetNames).toEqual(['translations', 'how to'])
    const sheet = workbook.Sheets.translations ?? {}
    const [first, second] = utils.sheet_to_json<Record<string, string>>(sheet)
    expect(first).toEqual({
      key: 'title',
      context: 'Title of the questionnaire.',
      'source (en)': 'Title',
      'translation (ar)': '=عنوان',
      state: 'machine-drafted',
      mark: expect.stringMatching(/^x[0-9a-f]{8}$/),
    })
    expect(second).not.toHaveProperty('translation (ar)')
    expect(Object.values(sheet).some((cell) => typeof cell === 'object' && 'f' in cell)).toBe(false)
  })

  test('get CSV in which nothing is a formula', () => {
    const rows = parse<Record<string, string>>(writeTranslationCsv(draft, 'ar'), { columns: true, bom: true })
    expect(rows[0]?.['translation (ar)']).toBe("'=عنوان")
    expect(rows.length).toBe(translatableTexts(everyText).length)
  })

  test.each(['xlsx', 'xls', 'csv'] as const)(
    'save what was translated, with rows and columns in another order (%s)',
    async (bookType) => {
      const workbook = readBySheetJs(await writeTranslationSheet(bare, 'ar', '2026-03-01'))
      const rows = utils.sheet_to_json<Record<string, string>>(workbook.Sheets.translations ?? {}, {
        defval: '',
      })
      const edited = rows
        .map((row) =>
          row.key === 'items/paid/label'
            ? { ...row, 'translation (ar)': 'مدفوع كـ ${status}؟\nنعم', state: ' Reviewed ' }
            : row,
        )
        .toReversed()
      const sheet = utils.json_to_sheet(
        edited.map((row) => ({ own: 'notes', ...row })),
        { header: ['translation (ar)', 'own', 'mark', 'state', 'source (en)', 'key'] },
      )
      const book = utils.book_new()
      utils.book_append_sheet(book, sheet, 'Tabelle1')
      const saved =
        bookType === 'csv'
          ? bytesOf(utils.sheet_to_csv(sheet, { FS: ';' }))
          : new Uint8Array(writeBySheetJs(book, { type: 'array', bookType }))
      const { translated, changed, unchanged, refused, notes } = taken(saved, bare)
      expect({ changed, unchanged, refused, notes }).toEqual({
        changed: 1,
        unchanged: rows.length - 1,
        refused: [],
        notes: [],
      })
      expect(readings(translated).filter(({ text }) => text !== undefined)).toEqual([
        { key: 'items/paid/label', text: 'مدفوع كـ ${status}؟\nنعم', state: 'reviewed' },
      ])
    },
  )

  test('may have made formulas of texts: what they gave is taken and noted, an error is not taken', () => {
    const sheet = utils.aoa_to_sheet([
      ['key', 'source', 'translation'],
      ['title', 'Title', null],
      ['intro', 'Before', null],
      ['outro', 'After', '#NAME?'],
    ])
    sheet.C2 = { t: 's', v: 'عنوان', f: 'CONCAT("عن","وان")' }
    sheet.C3 = { t: 'e', v: 0x1d, f: '-foo' }
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'x')
    const { translated, notes, refused } = taken(
      new Uint8Array(writeBySheetJs(book, { type: 'array' })),
      bare,
    )
    expect(translated.questionnaire.title).toEqual({ en: 'Title', ar: 'عنوان' })
    expect(notes.map(({ code, message }) => `${code} ${message.slice(0, 6)}`)).toEqual(['formula Row 2:'])
    expect(refused.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'cell_error intro',
      'cell_error outro',
    ])
  })
})

describe('what is not taken is said', () => {
  const csv = (...rows: readonly string[]) =>
    bytesOf(['key,source (en),translation (ar),state', ...rows].join('\n'))
  const said = (...rows: readonly string[]) => {
    const { refused, notes, changed } = taken(csv(...rows), bare)
    return {
      refused: refused.map(({ code, path }) => `${code} ${path}`),
      notes: notes.map(({ code }) => code),
      changed,
    }
  }

  test.each([
    ['a key that is gone', 'items/gone/label,x,y,', ['text_unknown items/gone/label'], []],
    ['a translation without key', ',x,y,', ['key_missing '], []],
    ['an unknown state', 'title,Title,عنوان,done', ['state_unknown title'], []],
    [
      'a lost placeholder',
      'items/paid/label,Paid as ${status}?,مدفوع,',
      ['placeholders_differ items/paid/label'],
      [],
    ],
    ['a changed source', 'title,Old title,عنوان,', [], ['source_changed']],
    ['nothing at all', 'title,Title,,', [], []],
  ])('%s', (_, row, refused, notes) => {
    expect(said(row)).toMatchObject({ refused, notes })
  })

  test.each([
    ['without a heading', bytesOf('key,translation\ntitle,x'), 'heading_missing'],
    ['with a heading twice', bytesOf('key,source,translation,Key\ntitle,a,b,c'), 'heading_repeated'],
    ['of another language', bytesOf('key,source (en),translation (fr)\ntitle,a,b'), 'language_differs'],
    ['from another language', bytesOf('key,source (de),translation\ntitle,a,b'), 'language_differs'],
    ['without rows', bytesOf('key,source,translation\n'), 'no_texts'],
    ['that is empty', bytesOf(''), 'heading_missing'],
    ['in another encoding', new Uint8Array([0x6b, 0xe9]), 'encoding_unknown'],
    ['with open quotes', bytesOf('key,source,translation\ntitle,"a,b'), 'table_unreadable'],
    ['with too many rows', bytesOf(`key,source,translation\n${'a,b,c\n'.repeat(50_001)}`), 'file_too_large'],
    ['that is too large', new Uint8Array(10_000_001).fill(0x20), 'file_too_large'],
    [
      'of an archive that is no workbook',
      new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0]),
      'workbook_unreadable',
    ],
  ])('a file %s', (_, bytes, code) => {
    const read = readTranslationSheet(bytes, bare, 'ar')
    expect(read.ok ? [] : read.problems.map((problem) => problem.code)).toEqual([code])
  })

  test('long runs of spaces are no work', () => {
    const spaces = ' '.repeat(300_000)
    expect(readTranslationSheet(bytesOf(`a${spaces}b,source,translation\n`), bare, 'ar').ok).toBe(false)
    const rows = `key,source,translation,state,mark\ntitle,Title${spaces},عن${spaces}وان,${spaces}x,x${spaces}`
    expect(taken(bytesOf(rows), bare).refused.map(({ code }) => code)).toEqual(['state_unknown'])
  })

  test('a damaged file never breaks the reader', async () => {
    const workbook = await writeTranslationSheet(bare, 'ar', '2026-03-01')
    const wholes = [workbook, bytesOf(writeTranslationCsv(bare, 'ar'))]
    const damage = fc.record({ at: fc.nat(), length: fc.nat(30), put: fc.uint8Array({ maxLength: 8 }) })
    fc.assert(
      fc.property(fc.constantFrom(...wholes), fc.array(damage, { maxLength: 3 }), (whole, damages) => {
        let bytes = [...whole]
        for (const { at, length, put } of damages) {
          const start = at % bytes.length
          bytes = [...bytes.slice(0, start), ...put, ...bytes.slice(start + length)]
        }
        const read = readTranslationSheet(new Uint8Array(bytes), bare, 'ar')
        if (!read.ok) expect(read.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readTranslationSheet(bytesOf(text), bare, 'ar')
        readTranslationSheet(bytesOf(`key,source,translation\n${text}`), bare, 'ar')
      }),
    )
  })
})
