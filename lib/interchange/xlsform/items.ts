import type { LanguageMap, MissingCode } from '../../questionnaire/definition'
import {
  type Definition,
  defaultOf,
  type ItemContext,
  noteColumns,
  questionColumns,
  sharedColumns,
  withoutAnswer,
} from './columns'
import { wholeDays } from './date-precision'
import { isReckoned } from './defaults'
import { type FormRow, isYes } from './headings'
import { rangeOf } from './number-range'
import { ownWords } from './own-words'
import type { Remarks } from './remarks'
import type { RowType } from './row-types'

/** What a row becomes: an item, and perhaps one more that follows it. */
export type CarriedItem = {
  readonly items: readonly Definition[]
  readonly relevant: string | null
  readonly missing: readonly MissingCode[]
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

/** Whether a row shows a value, which is calculated or filled in, and lets nobody answer. */
function isShown(row: FormRow, type: RowType): boolean {
  const hasNoAnswer = ['calculate', 'hidden', 'today'].includes(type.kind)
  if (type.kind === 'note') return row.text('calculation') !== ''
  return !hasNoAnswer && isYes(row.text('readonly'))
}

/** What is calculated, and a note that shows it; the note alone where there is nothing to show. */
function shownItem(row: FormRow, id: string, context: ItemContext): CarriedItem {
  const relevant = context.carry('relevant')
  const value = row.text('calculation') === '' ? defaultOf(row, context) : context.carry('calculation')
  const { default: _, ...shared } = sharedColumns(row, id, context)
  const note = { ...withoutAnswer(shared), type: 'note' }
  if (value === null) {
    context.remarks.note(row.place('type'), 'value_shown', 'Nobody answers the row: it became a note.')
    return { items: [note], relevant, missing: [] }
  }
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
