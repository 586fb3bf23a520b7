import { hasAppearance } from '../../questionnaire/appearance'
import type { LanguageMap, MissingCode, ResponseOption } from '../../questionnaire/definition'
import { type Expression, parseExpression } from '../../questionnaire/expression'
import { isReckoned, takenAsItStands } from './defaults'
import { consequences, requiredByExpression } from './form-expressions'
import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import type { OptionList } from './option-lists'
import { own } from './own'
import { ownWords } from './own-words'
import type { Remarks } from './remarks'
import type { RowType } from './row-types'

type Definition = Readonly<Record<string, unknown>>

/** What a row becomes: an item, and perhaps one more that follows it. */
export type CarriedItem = {
  readonly items: readonly Definition[]
  readonly relevant: string | null
  readonly missing: readonly MissingCode[]
}

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

/** @returns null when the row cannot be an item; why was said */
export function itemOf(row: FormRow, id: string, type: RowType, context: ItemContext): CarriedItem | null {
  const { languages, remarks } = context
  noteColumns(row, remarks, context.saidColumns)
  if (isShown(row, type)) return shownItem(row, id, context)
  if (type.kind === 'select' || type.kind === 'rank') return optionItem(row, id, type, context)
  if (type.kind === 'today')
    return {
      items: [{ ...sharedColumns(row, id, context), type: 'today', role: 'metadata' }],
      relevant: null,
      missing: [],
    }
  if (type.kind === 'calculate' || type.kind === 'hidden') return calculatedItem(row, id, type.kind, context)
  const base = questionColumns(row, id, context)
  const relevant = context.carry('relevant')
  const carried = (definition: Definition): CarriedItem => ({
    items: [{ ...base, ...definition }],
    relevant,
    missing: [],
  })
  switch (type.kind) {
    case 'integer':
      return carried({ type: 'number', ...rangeOf(base, 999_999_999, true), decimals: 0 })
    case 'decimal':
      return carried({ type: 'number', ...rangeOf(base, 999_999_999_999), decimals: 6 })
    case 'range':
      return carried(scaleOf(row, remarks))
    case 'text':
      return carried({ type: 'text', maxLength: 2_000 })
    case 'date':
    case 'datetime':
      if (type.kind === 'datetime')
        remarks.note(row.place('type'), 'time_not_kept', 'The day is asked for. The time is not.')
      return carried({ type: 'date', ...wholeDays })
    case 'time':
      return carried({ type: 'time' })
    case 'note':
      return { items: [{ ...withoutAnswer(base), type: 'note' }], relevant, missing: [] }
    case 'acknowledge':
      return carried({
        type: 'single',
        choices: [{ code: 'OK', label: languages.inEvery('OK') }],
      })
    default:
      return null
  }
}

/** The days that are taken where a form sets no bounds. */
const wholeDays = { min: '1900-01-01', max: '2100-12-31' }

/** Dates of which less than the day is asked, by the word of their appearance. */
const coarserDates = {
  'month-year': { precision: 'month', min: '1900-01', max: '2100-12' },
  year: { precision: 'year', min: '1900', max: '2100' },
} as const

/**
 * A date of which the month or the year is asked, where its appearance says so; as it was for any other item.
 *
 * @param isReckonedWith whether an expression looks at its answer: in other programs that is the first day, with which one can reckon
 */
export function withPrecision(
  definition: Definition,
  isReckonedWith: boolean,
  note: (message: string) => void,
): Definition {
  const word = Object.keys(coarserDates).find((one) => hasAppearance(definition, one))
  if (definition.type !== 'date' || definition.precision !== undefined || word === undefined)
    return definition
  if (!isReckonedWith) return { ...definition, ...coarserDates[word as keyof typeof coarserDates] }
  note('The whole day is asked for, because an expression reckons with it.')
  return definition
}

const yes = /^(yes|true|true\(\))$/i

/** Whether a row shows a value, which is calculated or filled in, and lets nobody answer. */
function isShown(row: FormRow, type: RowType): boolean {
  const hasNoAnswer = ['calculate', 'hidden', 'today'].includes(type.kind)
  if (type.kind === 'note') return row.text('calculation') !== ''
  return !hasNoAnswer && yes.test(row.text('readonly'))
}

/** What is calculated, and a note that shows it; the note alone where there is nothing to show. */
function shownItem(row: FormRow, id: string, context: ItemContext): CarriedItem {
  const relevant = context.carry('relevant')
  const value = row.text('calculation') === '' ? defaultOf(row, context) : context.carry('calculation')
  const { default: _, ...shared } = sharedColumns(row, id, context)
  const note = { ...withoutAnswer(shared), type: 'note' }
  if (value === null) return { items: [note], relevant, missing: [] }
  const { role, label } = note as { readonly role?: unknown; readonly label?: LanguageMap }
  const calculated = { id, role, label, type: 'calculated', calculation: value }
  if (row.texts('label').size === 0) return { items: [calculated], relevant, missing: [] }
  context.remarks.note(
    row.place('type'),
    'value_shown',
    'Nobody answers the row: it became what is calculated or filled in, and a note that shows it.',
  )
  const words = Object.entries(label ?? {}).map(([language, text]) => [language, `${text}: \${${id}}`])
  const shown = { ...note, id: `${id.slice(0, 57)}_shown`, label: Object.fromEntries(words), relevant: null }
  return { items: [calculated, shown], relevant, missing: [] }
}

/** What the columns say of a question that is asked: what is calculated stands in its field at first. */
function questionColumns(row: FormRow, id: string, context: ItemContext): Definition {
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
function defaultOf(row: FormRow, { carry, renamedCode, remarks }: ItemContext): string | null {
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
function withoutAnswer({
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

function optionItem(
  row: FormRow,
  id: string,
  type: RowType & { readonly kind: 'select' | 'rank' },
  context: ItemContext,
): CarriedItem | null {
  const { lists, remarks, languages, carry, listFor, choicesSheet } = context
  if (/^\$\{/.test(type.list)) {
    remarks.note(
      row.place('type'),
      'type_not_carried',
      'Options that are answers of a repeat are not known here. The question was left out.',
    )
    return null
  }
  const list = lists.get(type.list)
  if (list === undefined) {
    remarks.fault(
      row.place('type'),
      'list_unknown',
      `The sheet "${choicesSheet}" has no list "${type.list}". Add it there, or check its spelling.`,
    )
    return null
  }
  if (list.options.length === 0) {
    remarks.fault(row.place('type'), 'list_empty', `The list "${type.list}" has no option.`)
    return null
  }
  const kind = type.kind === 'rank' ? 'rank' : type.many ? 'multiple' : 'single'
  const choiceFilter = carry('choice_filter')
  const { appearance, ...shared } = questionColumns(row, id, context)
  const look = withoutTableWords(appearance)
  const base = {
    ...shared,
    ...(look !== '' && { appearance: look }),
    type: kind,
    ...(choiceFilter !== null && { choiceFilter }),
    ...(list.missing.length > 0 && kind !== 'rank' && { missing: list.missing }),
  }
  const relevant = carry('relevant')
  const hasOther = type.kind === 'select' && type.hasOther
  if (!hasOther)
    return { items: [{ ...base, choiceList: listFor(type.list) }], relevant, missing: list.missing }
  // As pyxform does: an option more, and a text that is asked when it was chosen.
  const hasOwnOther = list.options.some(({ code }) => code === 'other')
  const other = { code: 'other', label: ownWords(languages, 'other') }
  return {
    items: [
      { ...base, choices: hasOwnOther ? list.options : [...list.options, other] },
      {
        id: `${id.slice(0, 58)}_other`,
        role: 'context',
        type: 'text',
        maxLength: 2_000,
        label: ownWords(languages, 'specify'),
        relevant: `selected(\${${id}}, 'other')`,
      },
    ],
    relevant,
    missing: list.missing,
  }
}

/** That options stand without their words, below those of another row, is for the section to say. */
function withoutTableWords(appearance: unknown): string {
  const words = typeof appearance === 'string' ? appearance.split(/\s+/) : []
  return words.filter((word) => !/^list[-_]nolabel$/i.test(word)).join(' ')
}

function calculatedItem(
  row: FormRow,
  id: string,
  kind: 'calculate' | 'hidden',
  context: ItemContext,
): CarriedItem | null {
  const { remarks, carry } = context
  const isSetAtFirst = kind === 'hidden' || isReckoned(row.text('default'))
  const written = row.text('calculation') || (isSetAtFirst ? row.text('default') : '')
  if (written === '') {
    if (kind === 'hidden')
      remarks.note(
        row.place('type'),
        'type_not_carried',
        'A hidden row without a value holds nothing. It was left out.',
      )
    else
      remarks.fault(
        row.place('calculation'),
        'calculation_missing',
        'The calculation is missing. Write one in the column "calculation".',
      )
    return null
  }
  const calculation = row.text('calculation') === '' ? defaultOf(row, context) : carry('calculation')
  if (calculation === null) return null
  const { id: itemId, role, label } = sharedColumns(row, id, { ...context, carry: () => null })
  return {
    items: [{ id: itemId, role, label, type: 'calculated', calculation }],
    relevant: carry('relevant'),
    missing: [],
  }
}

function scaleOf(row: FormRow, remarks: Remarks): Definition {
  const parameters = new Map(
    [...row.text('parameters').matchAll(/(\w+)\s*=\s*([^\s;,]+)/g)].map(([, name, value]) => [
      String(name).toLowerCase(),
      Number(value),
    ]),
  )
  const [min, max, step] = [
    parameters.get('start') ?? 0,
    parameters.get('end') ?? 10,
    parameters.get('step') ?? 1,
  ]
  const steps = (max - min) / step
  if (![min, max, step].every(Number.isFinite) || step <= 0 || steps < 1)
    remarks.fault(
      row.place('parameters'),
      'range_invalid',
      'A range has a start, an end above it and a step, as in "start=0 end=10 step=1".',
    )
  return steps <= 100
    ? { type: 'scale', min, max, step }
    : { type: 'number', min, max, decimals: Number.isInteger(step) ? 0 : 6 }
}

/** The ends of what a number may be: those that its constraint sets, and else the widest that phones take. */
function rangeOf(
  { constraint }: Definition,
  widest: number,
  isWhole = false,
): { readonly min: number; readonly max: number } {
  let [min, max] = [-widest, widest]
  const parsed = typeof constraint === 'string' ? parseExpression(constraint) : null
  const narrow = (part: Expression): void => {
    if (part.kind === 'and') {
      narrow(part.left)
      narrow(part.right)
    }
    if (!('right' in part) || part.left.kind !== 'self') return
    const bound = constantOf(part.right)
    if (bound === null) return
    // Of whole numbers, the ends that are themselves left out are known: those beside them.
    const least = isWhole ? (part.kind === '>' ? Math.floor(bound) + 1 : Math.ceil(bound)) : bound
    const most = isWhole ? (part.kind === '<' ? Math.ceil(bound) - 1 : Math.floor(bound)) : bound
    if (part.kind === '>=' || part.kind === '>') min = Math.max(min, least)
    if (part.kind === '<=' || part.kind === '<') max = Math.min(max, most)
  }
  if (parsed?.ok) narrow(parsed.value)
  return min < max ? { min, max } : { min: -widest, max: widest }
}

function constantOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value
  if (expression.kind === 'negate' && expression.operand.kind === 'number') return -expression.operand.value
  return null
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
function noteColumns(row: FormRow, remarks: Remarks, saidColumns: Set<string>): void {
  for (const { name } of row.filled) {
    if (carriedColumns.includes(name) || name.startsWith('media::')) continue
    if (name === 'readonly' && (yes.test(row.text(name)) || /^(no|false|false\(\))$/i.test(row.text(name))))
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
