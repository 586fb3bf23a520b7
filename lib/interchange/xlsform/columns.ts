import type { LanguageMap, ResponseOption } from '../../questionnaire/definition'
import { isReckoned, takenAsItStands } from './defaults'
import { consequences, requiredByExpression } from './form-expressions'
import type { FormLanguages } from './form-languages'
import { type FormRow, isYes } from './headings'
import type { OptionList } from './option-lists'
import { own } from './own'
import type { Remarks } from './remarks'

/** What becomes of a row, before it is looked over as a whole. */
export type Definition = Readonly<Record<string, unknown>>

/** What rows are carried with. */
export type ItemContext = {
  readonly languages: FormLanguages
  readonly lists: ReadonlyMap<string, OptionList>
  readonly remarks: Remarks
  readonly carry: (column: string) => string | null
  /** The code here of an option that has another name in the form; null where it has the same. */
  readonly renamedCode: (name: string) => string | null
  readonly carryTexts: (texts: LanguageMap, column: string) => LanguageMap
  /** @param known the name and the options of the list here, where they are known @returns its name here */
  readonly listFor: (
    list: string,
    known?: { readonly name: string; readonly options: readonly ResponseOption[] },
  ) => string
  readonly choicesSheet: string
  /** Columns of which it was said already that they are not read. */
  readonly saidColumns: Set<string>
}

/** What the columns say of a question that is asked: what is calculated stands in its field at first. */
export function questionColumns(row: FormRow, id: string, context: ItemContext): Definition {
  const shared = sharedColumns(row, id, context)
  if (row.text('calculation') === '') return shared
  const start = context.carry('calculation')
  if (start === null) return shared
  context.remarks.note(
    row.place('calculation'),
    'calculation_filled_in',
    'The question is asked: what is calculated stands in its field at first, and counts when the person goes on with it.',
  )
  return { ...shared, default: start }
}

/** What the columns that every question has say of one. */
export function sharedColumns(row: FormRow, id: string, context: ItemContext): Definition {
  const { languages, remarks, carry } = context
  const constraint = carry('constraint')
  const message = constraint === null ? null : languages.textsOf(row, 'constraint_message')
  const help = languages.textsOf(row, 'hint')
  const start = defaultOf(row, context)
  const required = requiredOf(row, context)
  return {
    id,
    role: 'context',
    label: context.carryTexts(labelOf(row, languages, remarks), 'label'),
    ...(help !== null && row.texts('label').size > 0 && { help: context.carryTexts(help, 'hint') }),
    ...required,
    ...(constraint !== null && { constraint }),
    ...(start !== null && { default: start }),
    ...requiredMessageOf(row, required, context),
    ...(message !== null && { constraintMessage: context.carryTexts(message, 'constraint_message') }),
    ...(row.text('appearance') !== '' && { appearance: row.text('appearance') }),
  }
}

/** Of a question that may be left out nothing is said. */
function requiredMessageOf(row: FormRow, required: Definition, context: ItemContext): Definition {
  const message = context.languages.textsOf(row, 'required_message')
  if (message === null) return {}
  if (required.required !== undefined)
    return { requiredMessage: context.carryTexts(message, 'required_message') }
  context.remarks.note(
    row.place('required_message'),
    'column_not_carried',
    'The question may be left out, so nobody would read this. It was left out.',
  )
  return {}
}

/** What the form fills in beforehand, as an expression. It counts here once the person goes on with it. */
export function defaultOf(row: FormRow, { carry, renamedCode, remarks }: ItemContext): string | null {
  const written = row.text('default')
  if (written === '') return null
  if (isReckoned(written)) return carry('default')
  const start = takenAsItStands(written, renamedCode)
  if (start === null)
    remarks.note(
      row.place('default'),
      'default_not_carried',
      `The text has both ' and ", which cannot stand together here. ${consequences.default}`,
    )
  return start
}

/** What only an item with an answer has. */
export function withoutAnswer({
  required: _,
  constraint: __,
  constraintMessage: ___,
  requiredMessage: ____,
  ...rest
}: Definition): Definition {
  return rest
}

function labelOf(row: FormRow, languages: FormLanguages, remarks: Remarks): LanguageMap {
  const label = languages.textsOf(row, 'label') ?? languages.textsOf(row, 'hint')
  if (label !== null) return label
  const isAsked = !/^(calculat|hidden|today)/i.test(row.text('type'))
  if (isAsked)
    remarks.note(
      row.place('label'),
      'label_missing',
      'The question has no label. Its name stands in. Write what is asked.',
    )
  return languages.inEvery(row.text('name') || row.text('type'))
}

/** Whether an answer is needed: always, never, or where an expression holds. */
function requiredOf(row: FormRow, { carry, remarks }: ItemContext): Definition {
  const written = row.text('required').toLowerCase()
  if (written === '' || /^(no|false|false\(\)|f|0)$/.test(written)) return {}
  if (/^(yes|true|true\(\)|t|1|required)$/.test(written)) return { required: true }
  const condition = carry('required')
  if (condition === null) return {}
  const required = requiredByExpression(condition)
  if (required === null)
    remarks.note(
      row.place('required'),
      'expression_not_carried',
      `The expression was left out: it looks at no other question. ${consequences.required}`,
    )
  return required === null ? {} : { required }
}

const carriedColumns = [
  'type',
  'name',
  'label',
  'hint',
  'required',
  'relevant',
  'constraint',
  'constraint_message',
  'required_message',
  'calculation',
  'choice_filter',
  'appearance',
  'parameters',
  'default',
  'disabled',
]

const columnNotes: Readonly<Record<string, string>> = {
  guidance_hint: 'Hints for the enumerator alone are not known here.',
  readonly: 'Whether a question can be answered depends on no condition here.',
  trigger: 'Calculations follow every change by themselves.',
  repeat_count: 'Only a row "begin repeat" has a count.',
}

/** Says which columns of a row nothing was made of. */
export function noteColumns(row: FormRow, remarks: Remarks, saidColumns: Set<string>): void {
  for (const { name } of row.filled) {
    if (carriedColumns.includes(name) || name.startsWith('media::')) continue
    if (name === 'readonly' && (isYes(row.text(name)) || /^(no|false|false\(\))$/i.test(row.text(name))))
      continue
    if (own(columnNotes, name) !== undefined)
      remarks.note(row.place(name), 'column_not_carried', `${own(columnNotes, name)} It was left out.`)
    else if (!saidColumns.has(name)) {
      saidColumns.add(name)
      remarks.note(
        { ...row.place(name), row: 0 },
        'column_not_read',
        'The column is none of those that are read. What stands in it was left out.',
      )
    }
  }
}
