import { hasText, textIn } from '../../questionnaire/language'
import { translatableTexts } from '../../questionnaire/translatable'
import { stateOf, type TranslatedQuestionnaire } from '../../questionnaire/translation-state'
import { writeWorkbook } from '../../workbook/write'
import { fingerprint } from '../offered-translations'
import { harmlessText } from '../spreadsheet-text'
import { columns, markOf, wordsOfState } from './columns'

/**
 * The texts of a questionnaire and their translation into one language as an Excel workbook, a row a text, the headings always in sight.
 *
 * @param language one of the questionnaire's, not the default one
 * @param madeOn date that the file says it was made on, `2026-03-01`
 */
export function writeTranslationSheet(
  translated: TranslatedQuestionnaire,
  language: string,
  madeOn: string,
): Promise<Uint8Array> {
  const { defaultLanguage, title } = translated.questionnaire
  return writeWorkbook(
    { title: textIn(title, defaultLanguage, defaultLanguage), language: defaultLanguage, madeOn },
    [
      {
        name: 'translations',
        rows: [headings(translated, language), ...rows(translated, language)],
        widths: [36, 50, 60, 60, 18, 12],
      },
      { name: 'how to', rows: howTo.map((line) => [line]), widths: [120] },
    ],
  )
}

/**
 * The same as CSV (RFC 4180): UTF-8 with byte order mark, commas, CRLF. A text that a spreadsheet program would take for a formula has an
 * apostrophe in front, which reading takes away.
 */
export function writeTranslationCsv(translated: TranslatedQuestionnaire, language: string): string {
  const lines = [headings(translated, language), ...rows(translated, language)]
  return `\uFEFF${lines.map((cells) => `${cells.map((cell) => quoted(harmlessText(cell))).join(',')}\r\n`).join('')}`
}

const howTo = [
  'How to translate in this workbook',
  'Write into the column "translation" only; leave "key", "source" and "mark" as they are. Rows and columns may be sorted and moved.',
  'Words such as ${work} stand for an answer that was given before. Keep each of them, where the grammar of your language wants it.',
  'In "state", write "translated" for what you translated or found right, "reviewed" for what somebody else read and found right.',
  'A text whose translation you leave empty stays as it is.',
]

function headings({ questionnaire }: TranslatedQuestionnaire, language: string): readonly string[] {
  return columns.map((column) => {
    if (column === 'source') return `source (${questionnaire.defaultLanguage})`
    return column === 'translation' ? `translation (${language})` : column
  })
}

function rows(translated: TranslatedQuestionnaire, language: string): readonly (readonly string[])[] {
  const { questionnaire } = translated
  return translatableTexts(questionnaire)
    .filter(({ texts }) => hasText(texts, questionnaire.defaultLanguage))
    .map((text) => {
      const { key, texts, context } = text
      const state = stateOf(translated, language, text)
      const translation = state === 'missing' ? '' : (texts[language] ?? '')
      const cells = {
        key,
        context: context.note,
        source: texts[questionnaire.defaultLanguage] ?? '',
        translation,
        state: wordsOfState(state),
        mark: markOf(fingerprint(translation)),
      }
      return columns.map((column) => cells[column])
    })
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
