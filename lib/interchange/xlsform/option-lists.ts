import { type MissingCode, missingCodes, type ResponseOption } from '../../questionnaire/definition'
import type { Form } from './form'
import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import { idOf } from './names'
import type { Remarks } from './remarks'

/** A list of the choices sheet as response options. */
export type OptionList = {
  readonly options: readonly ResponseOption[]
  /** Reserved codes that stand in the list: they are missing answers and no options. */
  readonly missing: readonly MissingCode[]
  /** The code here of a name there, where it is another one. */
  readonly renamed: ReadonlyMap<string, string>
  /** The code here by the number of the row, reserved ones too. */
  readonly codeOfRow: ReadonlyMap<number, string>
}

/** Columns of the choices sheet that are no attribute of an option. */
const ownColumns = ['list_name', 'name', 'label', 'order']

/** @param labelOfMissing called with each reserved code and the row that has its label */
export function readOptionLists(
  form: Form,
  languages: FormLanguages,
  remarks: Remarks,
  labelOfMissing: (code: MissingCode, row: FormRow) => void,
): ReadonlyMap<string, OptionList> {
  const mayRepeat = /^(yes|true)/i.test(form.settings?.text('allow_choice_duplicates') ?? '')
  return new Map(
    [...form.lists].map(([list, rows]) => [
      list,
      readList(rows, { languages, remarks, labelOfMissing, mayRepeat }),
    ]),
  )
}

type Context = {
  readonly languages: FormLanguages
  readonly remarks: Remarks
  readonly labelOfMissing: (code: MissingCode, row: FormRow) => void
  readonly mayRepeat: boolean
}

function readList(rows: readonly FormRow[], context: Context): OptionList {
  const { languages, remarks, labelOfMissing, mayRepeat } = context
  const options: ResponseOption[] = []
  const missing: MissingCode[] = []
  const renamed = new Map<string, string>()
  const codeOfRow = new Map<number, string>()
  const names = new Set<string>()
  const codes = new Set<string>()
  for (const row of rows) {
    const name = row.text('name')
    if (name === '') {
      remarks.fault(row.place('name'), 'option_without_name', 'The option has no name. Write one.')
      continue
    }
    if (names.has(name)) {
      const message = `The list "${row.text('list_name')}" has an option "${name}" already.`
      if (!mayRepeat) {
        remarks.fault(row.place('name'), 'option_repeated', `${message} Give each its own name.`)
        continue
      }
    }
    names.add(name)
    const reserved = missingCodes.find((code) => code === name.toLowerCase())
    if (reserved !== undefined && name === reserved) {
      missing.push(reserved)
      codeOfRow.set(row.number, reserved)
      labelOfMissing(reserved, row)
      remarks.note(
        row.place('name'),
        'option_reserved',
        `"${name}" is a reserved code here: the option became the missing answer of that name.`,
      )
      continue
    }
    const code = freeCode(codeOf(name), codes)
    codes.add(code)
    if (code !== name) {
      // One of several of the same name: an expression that names it means the first.
      if (!codes.has(name)) renamed.set(name, code)
      remarks.note(row.place('name'), 'option_renamed', `The name "${name.slice(0, 64)}" became "${code}".`)
    }
    codeOfRow.set(row.number, code)
    options.push({ code, label: labelOf(row, languages, remarks), ...attributesOf(row, remarks) })
  }
  return { options, missing, renamed, codeOfRow }
}

function labelOf(row: FormRow, languages: FormLanguages, remarks: Remarks): ResponseOption['label'] {
  const label = languages.textsOf(row, 'label')
  if (label !== null) return label
  remarks.note(row.place('label'), 'label_missing', 'The option has no label. Its name stands in.')
  return { [languages.defaultLanguage]: row.text('name') }
}

/** The further columns of an option, by which choice filters tell options apart. */
function attributesOf(
  row: FormRow,
  remarks: Remarks,
): { readonly attributes?: Readonly<Record<string, string>> } {
  const attributes: Record<string, string> = {}
  for (const { name, written, language } of row.filled) {
    if (ownColumns.includes(name) || language !== null || name.startsWith('media::')) continue
    if (/^[A-Za-z][\w-]{0,63}$/.test(written.trim())) attributes[written.trim()] = row.text(name)
    else
      remarks.note(
        row.place(name),
        'column_not_carried',
        'A heading without a language has no spaces. The column was left out.',
      )
  }
  return Object.keys(attributes).length === 0 ? {} : { attributes }
}

function codeOf(name: string): string {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(name)
    ? name
    : name
        .normalize('NFKD')
        .replace(/[^A-Za-z0-9_.-]+/g, '_')
        .replace(/^_+|_+$/g, '')
        .slice(0, 60) || idOf('option')
}

function freeCode(wished: string, taken: ReadonlySet<string>): string {
  let code = missingCodes.some((reserved) => reserved === wished) ? `${wished}_` : wished
  for (let n = 2; taken.has(code); n += 1) code = `${wished}_${n}`
  return code
}
