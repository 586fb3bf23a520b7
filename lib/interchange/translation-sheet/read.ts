import type { TranslatedQuestionnaire } from '../../questionnaire/translation-state'
import type { Problem, Result } from '../../result'
import { type OfferedTranslation, type TakenTranslations, takeTranslations } from '../offered-translations'
import {
  allStateWords,
  type Column,
  columns,
  fingerprintOfMark,
  neededColumns,
  stateOfWords,
} from './columns'
import { type Row, refusedFile, sheetRows } from './rows'

/**
 * Takes the translations of a spreadsheet into a draft: a workbook (`.xlsx`, `.xls`) or CSV, as `writeTranslationSheet` made it. Columns are
 * found by their headings, in any order and among others; rows may be sorted, filtered and taken out.
 *
 * Formulas are not run: the value that was stored with them counts, and is noted.
 *
 * @param language one of the questionnaire's, not the default one
 * @returns problems when the file as a whole cannot be read or is of another language; nothing of it is taken then
 */
export function readTranslationSheet(
  bytes: Uint8Array,
  draft: TranslatedQuestionnaire,
  language: string,
): Result<TakenTranslations> {
  const sheets = sheetRows(bytes)
  if (!sheets.ok) return sheets
  const table = findTable(sheets.value)
  if (!table.ok) return table
  const { head, rows } = table.value
  const problems = languageProblems(head, draft.questionnaire.defaultLanguage, language)
  if (problems.length > 0) return { ok: false, problems }

  const notes: Problem[] = []
  const refused: Problem[] = []
  const offered: OfferedTranslation[] = []
  for (const row of rows) {
    const read = readRow(row, head)
    notes.push(...read.notes)
    if (read.refused !== null) refused.push(read.refused)
    if (read.offered !== null) offered.push(read.offered)
  }
  const taken = takeTranslations(draft, language, offered)
  return {
    ok: true,
    value: { ...taken, notes: [...notes, ...taken.notes], refused: [...refused, ...taken.refused] },
  }
}

type Heading = { readonly place: number; readonly language: string | null }
type Head = ReadonlyMap<Column, Heading>

/** The first sheet that has the headings, and its rows below them. */
function findTable(
  sheets: readonly (readonly Row[])[],
): Result<{ readonly head: Head; readonly rows: readonly Row[] }> {
  const found: string[] = []
  for (const [first, ...rows] of sheets) {
    if (first === undefined) continue
    const head = new Map<Column, Heading>()
    for (const [place, text] of first.cells) {
      const [, word = '', language] =
        /^([a-z]+)(?: ?\( ?([a-z0-9-]+) ?\))?$/i.exec(text.slice(0, 200).replace(/\s+/g, ' ').trim()) ?? []
      const column = columns.find((name) => name === word.toLowerCase())
      if (column === undefined) continue
      if (head.has(column))
        return refusedFile(
          'heading_repeated',
          `Two columns have the heading "${column}". Take one of them out.`,
        )
      head.set(column, { place, language: language ?? null })
    }
    if (neededColumns.every((column) => head.has(column))) {
      if (rows.length === 0)
        return refusedFile(
          'no_texts',
          'The table has headings and no rows. Export it from the questionnaire again.',
        )
      return { ok: true, value: { head, rows } }
    }
    found.push(...first.cells.values())
  }
  const seen = found.slice(0, 20).map((text) => `"${text.slice(0, 40)}"`)
  return refusedFile(
    'heading_missing',
    `The first row needs the headings ${neededColumns.join(', ')}. It has ${seen.join(', ') || 'none'}.`,
  )
}

/** Headings name their languages, unless somebody wrote them anew. */
function languageProblems(head: Head, source: string, target: string): readonly Problem[] {
  return (
    [
      ['source', source],
      ['translation', target],
    ] as const
  ).flatMap(([column, wanted]) => {
    const found = head.get(column)?.language ?? null
    if (found === null || found.toLowerCase() === wanted.toLowerCase()) return []
    return [
      {
        path: column,
        code: 'language_differs',
        message: `The heading says "${column} (${found.slice(0, 40)})"; it must be of "${wanted}". Choose the right file or language.`,
      },
    ]
  })
}

type ReadRow = {
  readonly offered: OfferedTranslation | null
  readonly refused: Problem | null
  readonly notes: readonly Problem[]
}

const errorOfFormula = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/

function readRow(row: Row, head: Head): ReadRow {
  const cell = (column: Column) => row.cells.get(head.get(column)?.place ?? -1) ?? ''
  const key = cell('key').trim()
  const translation = cell('translation')
  const say = (code: string, message: string): Problem => ({
    path: key,
    code,
    message: `${row.place}: ${message}`,
  })
  const refused = (code: string, message: string): ReadRow => ({
    offered: null,
    refused: say(code, message),
    notes: [],
  })
  if (key === '') {
    if (translation.trim() === '') return { offered: null, refused: null, notes: [] }
    return refused(
      'key_missing',
      'the row has a translation and no key. Copy the key from the exported file.',
    )
  }
  if (errorOfFormula.test(translation.trim()))
    return refused(
      'cell_error',
      `the translation is the error of a formula, ${translation.trim()}. Write the text with an apostrophe in front if it begins with = or -.`,
    )
  const words = cell('state').trim()
  const state = stateOfWords(words)
  if (state === null && words !== '')
    return refused(
      'state_unknown',
      `there is no state "${words.slice(0, 40)}". Write one of: ${allStateWords}.`,
    )
  return {
    offered: {
      key,
      place: row.place,
      source: cell('source'),
      translation,
      state: state === 'missing' ? null : state,
      before: fingerprintOfMark(cell('mark')),
    },
    refused: null,
    notes: row.formulas.has(head.get('translation')?.place ?? -1)
      ? [say('formula', 'the translation is a formula. What it gave when the file was saved last was taken.')]
      : [],
  }
}
