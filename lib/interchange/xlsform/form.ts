import type { Sheet, Workbook } from '../../workbook/sheet'
import { footholdSheet } from './foothold-sheet'
import { type FormRow, formRows, isYes, readHeading } from './headings'
import { withoutKoboTypes } from './kobo-rows'
import type { Remarks } from './remarks'

/** The sheets of a form, row by row. */
export type Form = {
  readonly survey: readonly FormRow[]
  /** Rows of the choices sheet by the list that they belong to. */
  readonly lists: ReadonlyMap<string, readonly FormRow[]>
  /** The first row of the settings sheet; null without one. */
  readonly settings: FormRow | null
  /** What Foothold wrote beside the form when it made it; null for a form from elsewhere. */
  readonly footholdSheet: Sheet | null
  /** Languages, as written, for which the survey has a column, whether anything stands in it or not. */
  readonly columnLanguages: readonly string[]
  readonly surveySheet: string
  readonly choicesSheet: string
}

const formSheets = ['survey', 'choices', 'settings']
/** Sheets that XLSForm knows and Foothold does not. */
const otherSheets = ['external_choices', 'entities', 'osm']

/** @returns null when the workbook has no survey sheet; the fault is among the remarks then */
export function readForm({ sheets }: Workbook, remarks: Remarks): Form | null {
  const named = (name: string) => sheets.find((sheet) => sheet.name.trim().toLowerCase() === name)
  const [only] = sheets
  // A workbook of one sheet is a form without choices, whatever the sheet is called.
  const survey = named('survey') ?? (sheets.length === 1 ? only : undefined)
  for (const sheet of sheets) lookOver(sheet, survey, remarks)
  const headings = [...(survey?.rows[0]?.cells.values() ?? [])].map((text) => text.trim().toLowerCase())
  if (survey === undefined || !headings.some((text) => ['type', 'command'].includes(text))) {
    const found = sheets.map(({ name }) => `"${name.slice(0, 31)}"`).join(', ')
    remarks.fault(
      { sheet: survey?.name ?? 'survey', row: 0, column: '' },
      'survey_sheet_missing',
      survey === undefined
        ? `The workbook has no sheet "survey". It has ${found || 'none'}. Name the sheet with the questions so.`
        : 'The first row has no heading "type". Write the headings type, name and label there.',
    )
    return null
  }
  const choices = named('choices')
  const settings = named('settings')
  return {
    survey: withoutKoboTypes(withoutDisabled(formRows(survey, remarks), remarks)),
    lists: choices === undefined ? new Map() : listsOf(choices, remarks),
    settings: settings === undefined ? null : (formRows(settings, remarks)[0] ?? null),
    footholdSheet: named(footholdSheet) ?? null,
    columnLanguages: columnLanguages(survey),
    surveySheet: survey.name,
    choicesSheet: choices?.name ?? 'choices',
  }
}

/** Rows that a form keeps without asking them have `yes` in a column of older forms. */
function withoutDisabled(rows: readonly FormRow[], remarks: Remarks): readonly FormRow[] {
  return rows.filter((row) => {
    const isDisabled = isYes(row.text('disabled'))
    if (isDisabled)
      remarks.note(row.place('disabled'), 'row_disabled', 'The row is disabled. It was left out.')
    return !isDisabled
  })
}

function columnLanguages({ rows: [top] }: Sheet): readonly string[] {
  const named = [...(top?.cells.values() ?? [])].map((written) => readHeading(written).language)
  return [...new Set(named.filter((language) => language !== null))]
}

function lookOver(sheet: Sheet, survey: Sheet | undefined, remarks: Remarks): void {
  const name = sheet.name.trim().toLowerCase()
  const place = { sheet: sheet.name, row: 0, column: '' }
  if (sheet === survey || formSheets.includes(name)) {
    for (const { number, formulas } of sheet.rows)
      for (const column of formulas)
        remarks.note(
          { ...place, row: number },
          'formula',
          `Column ${column + 1} has a formula. What it gave when the file was saved last was taken.`,
        )
    return
  }
  if (sheet.rows.length === 0 || name.startsWith('_') || name === footholdSheet) return
  if (otherSheets.includes(name))
    remarks.note(
      place,
      'sheet_not_carried',
      'This sheet is not read: such lists and records are not known here.',
    )
  else
    remarks.note(
      place,
      'sheet_not_read',
      'This sheet is no part of a form and was not read. The sheets of a form are survey, choices and settings.',
    )
}

function listsOf(sheet: Sheet, remarks: Remarks): ReadonlyMap<string, readonly FormRow[]> {
  const lists = new Map<string, FormRow[]>()
  for (const row of formRows(sheet, remarks)) {
    const list = row.text('list_name')
    if (list === '') {
      remarks.note(row.place('list_name'), 'list_name_missing', 'The row names no list. It was left out.')
      continue
    }
    const rows = lists.get(list)
    if (rows === undefined) lists.set(list, [row])
    else rows.push(row)
  }
  return lists
}
