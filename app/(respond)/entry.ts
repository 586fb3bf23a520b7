import { answerFault } from '@/lib/questionnaire/answer-fault'
import type { Answer, Answers } from '@/lib/questionnaire/answer-values'
import { isBlank } from '@/lib/questionnaire/answer-values'
import { type DatePart, type DatePrecision, datePartsOf, dateText } from '@/lib/questionnaire/calendar'
import type { Item, ItemOfType, Questionnaire } from '@/lib/questionnaire/definition'
import { isPickedFromList, offeredMissingCodes, optionsOf } from '@/lib/questionnaire/options'
import { readNumber } from './read-number'

/** What stands in the fields of one question, as a form gives it. */
export type Entry = {
  /**
   * The chosen code or the written text; several codes for a question with several answers; for a date its parts as they were
   * written, in the order of `datePartsOf`.
   */
  readonly answer: string | readonly string[]
  /** Reserved codes ticked beside a field that is written or picked from a list. */
  readonly reserved: readonly string[]
}

/** What can be wrong with an entry, as the interface's `error.…` messages name it. */
const faultCodes = [
  'number_unreadable',
  'below_minimum',
  'above_maximum',
  'too_many_decimals',
  'off_step',
  'date_day_missing',
  'date_month_missing',
  'date_year_missing',
  'date_not_real',
  'date_too_early',
  'date_too_late',
  'not_a_time',
  'time_out_of_range',
  'rank_incomplete',
  'option_filtered_out',
  'too_long',
  'exclusive_option',
  'answer_and_reserved',
  'constraint_not_met',
  'answer_required',
  'not_offered',
  'receipt_wrong',
] as const
type FaultCode = (typeof faultCodes)[number]

/** Why an entry is not an answer, with what its message needs; never the entry itself. */
export type EntryFault = {
  readonly code: FaultCode
  readonly params: Readonly<Record<string, string | number>>
}

export type EntryReading =
  | { readonly ok: true; readonly answer: Answer | undefined }
  | { readonly ok: false; readonly fault: EntryFault }

/** How a question is asked. A long list of single answers is searched; without script it is a native list. */
export type FieldKind =
  | 'choose_one'
  | 'choose_several'
  | 'pick'
  | 'rank'
  | 'scale'
  | 'number'
  | 'text'
  | 'date'
  | 'time'
  | 'note'

export function fieldKindOf(questionnaire: Questionnaire, item: Item): FieldKind {
  switch (item.type) {
    case 'single':
      return isPickedFromList(questionnaire, item) ? 'pick' : 'choose_one'
    case 'multiple':
      return 'choose_several'
    case 'scale':
    case 'number':
    case 'text':
    case 'date':
    case 'time':
    case 'rank':
    case 'note':
      return item.type
    case 'hidden':
    case 'calculated':
    case 'today':
      throw new TypeError(`An item of the type ${item.type} is never asked.`)
  }
}

/** Whether reserved codes stand beside the field, with their own boxes, rather than among its options. */
export function hasReservedBeside(kind: FieldKind): boolean {
  return ['pick', 'number', 'text', 'date', 'time', 'rank'].includes(kind)
}

/** What the fields of a question show for an answer. */
export function entryOf(questionnaire: Questionnaire, item: Item, answer: Answer | undefined): Entry {
  const kind = fieldKindOf(questionnaire, item)
  const codes = typeof answer === 'object' ? answer : answer === undefined ? [] : [String(answer)]
  if (kind === 'choose_several') return { answer: codes, reserved: [] }
  if (kind === 'rank' && typeof answer === 'object') return { answer: codes, reserved: [] }
  const only = codes[0] ?? ''
  if (kind === 'date' || kind === 'rank') {
    if (only === '') return { answer: [], reserved: [] }
    return isReserved(item, only)
      ? { answer: [], reserved: [only] }
      : { answer: only.split('-').map((part) => String(Number(part))), reserved: [] }
  }
  return hasReservedBeside(kind) && isReserved(item, only)
    ? { answer: '', reserved: [only] }
    : { answer: only, reserved: [] }
}

/**
 * Reads what was entered as an answer, with the engine's own verdict: the same reading in the browser and on the server.
 *
 * @param others the answers given so far, which a constraint may refer to
 * @returns the answer, undefined when the fields are blank; or why it is none
 */
export function readEntry(
  questionnaire: Questionnaire,
  item: Item,
  entry: Entry,
  others: Answers,
): EntryReading {
  const value = enteredValue(questionnaire, item, entry)
  if (!value.ok) return value
  const fault = answerFault(questionnaire, item, value.answer, others)
  return fault === null ? value : { ok: false, fault: sayableFault(item, fault.code, fault.params ?? {}) }
}

function enteredValue(questionnaire: Questionnaire, item: Item, entry: Entry): EntryReading {
  const kind = fieldKindOf(questionnaire, item)
  const given = typeof entry.answer === 'string' ? [entry.answer] : entry.answer
  const codes = given.filter((code) => !isBlank(code))
  const reserved = hasReservedBeside(kind)
    ? entry.reserved
    : kind === 'choose_several'
      ? codes.filter((code) => isReserved(item, code))
      : []
  const proper = kind === 'choose_several' ? codes.filter((code) => !isReserved(item, code)) : codes
  const [first, second] = reserved
  if (first !== undefined) {
    return proper.length === 0 && second === undefined
      ? { ok: true, answer: first }
      : {
          ok: false,
          fault: { code: 'answer_and_reserved', params: { option: labelOf(questionnaire, item, first) } },
        }
  }
  if (kind === 'choose_several') return { ok: true, answer: proper.length === 0 ? undefined : proper }
  if (kind === 'note') return { ok: true, answer: undefined }
  if (kind === 'rank') return { ok: true, answer: proper.length === 0 ? undefined : proper }
  const [written] = proper
  if (item.type === 'date' && written !== undefined) return readDate(item.precision, given)
  if (written === undefined) return { ok: true, answer: undefined }
  if (kind === 'text') return { ok: true, answer: written.replaceAll('\r\n', '\n') }
  if (kind === 'scale' && isReserved(item, written)) return { ok: true, answer: written }
  if (item.type !== 'number' && item.type !== 'scale') return { ok: true, answer: written }
  // The page itself writes the steps of a scale: a mark in them parts decimals.
  const number = readNumber(written, item.type === 'number' ? item.decimals : Number.POSITIVE_INFINITY)
  return number === null
    ? { ok: false, fault: { code: 'number_unreadable', params: { min: item.min, max: item.max } } }
    : { ok: true, answer: number }
}

/** The date that a person wrote in parts, whether the calendar has it or not; or the part that is missing or no number. */
function readDate(precision: DatePrecision, written: readonly string[]): EntryReading {
  const numbers = datePartsOf[precision].map((part, place) => datePartIn(part, written[place] ?? ''))
  // From the day to the year, as most languages write them.
  const lacking = datePartsOf[precision].findLast((_, place) => numbers[place] === null)
  return lacking === undefined
    ? { ok: true, answer: dateText(numbers.map(Number)) }
    : { ok: false, fault: { code: `date_${lacking}_missing`, params: {} } }
}

const mostOfDatePart = { day: 99, month: 12, year: 9999 } as const

/** A part of a date as a number; null where nothing is written, no whole number, or a year without its four digits. */
function datePartIn(part: DatePart, written: string): number | null {
  const number = readNumber(written, 0)
  if (number === null || !Number.isInteger(number)) return null
  const least = part === 'year' ? 1000 : part === 'month' ? 1 : 0
  return number >= least && number <= mostOfDatePart[part] ? number : null
}

/**
 * The part of a date that a fault is about, where the way to the field leads. Outside the range it is the first part, from the
 * year on, that differs from the nearer end.
 *
 * @param written as `Entry` holds it
 */
export function datePartAtFault(
  { min, max, precision }: ItemOfType<'date'>,
  code: string,
  written: readonly string[],
): DatePart {
  const parts: readonly DatePart[] = datePartsOf[precision]
  const named = parts.find((part) => code === `date_${part}_missing`)
  if (named !== undefined) return named
  if (code === 'date_too_early' || code === 'date_too_late') {
    const end = (code === 'date_too_early' ? min : max).split('-').map(Number)
    const differing = parts.find((_, place) => readNumber(written[place] ?? '', 0) !== end[place])
    if (differing !== undefined) return differing
  }
  return precision
}

function isReserved(item: Item, code: string): boolean {
  return offeredMissingCodes(item).some((offered) => offered === code)
}

function labelOf(questionnaire: Questionnaire, item: Item, code: string): string {
  const option = optionsOf(questionnaire, item).find((offered) => offered.code === code)
  return option?.label[questionnaire.defaultLanguage] ?? code
}

/**
 * The engine's verdict in the interface's words. A reader needs to know what to do, not in which of five ways a form was
 * tampered with: an unknown or repeated code reads "choose one of the answers shown".
 */
export function sayableFault(
  item: Item,
  engineCode: string,
  params: Readonly<Record<string, unknown>>,
): EntryFault {
  const code =
    item.type === 'rank' && engineCode === 'option_repeated'
      ? 'rank_incomplete'
      : faultCodes.find((known) => known === engineCode)
  if (code === undefined) {
    if (item.type === 'number') return { code: 'number_unreadable', params: { min: item.min, max: item.max } }
    return { code: item.type === 'date' ? 'date_not_real' : 'not_offered', params: {} }
  }
  const plain = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [],
  )
  return { code, params: Object.fromEntries(plain) }
}
