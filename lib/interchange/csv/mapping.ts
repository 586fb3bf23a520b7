import { z } from 'zod'
import {
  type DatePart,
  datePartsOf,
  datePrecisions,
  dateText,
  isRealDate,
} from '../../questionnaire/calendar'
import type { Problem, Result } from '../../result'

/**
 * How the columns of somebody else's table become answers: `foothold-mapping/1`. Every value that occurs must be
 * named, so that nothing is dropped in silence.
 */

const code = z.string().min(1)
const column = z.string().min(1)
/** A value of the file → the code it stands for; null: leave the item blank. */
const values = z.record(z.string(), code.nullable())

const rule = z.union([
  z.strictObject({ column, values }),
  z.strictObject({ column, number: z.literal(true) }),
  z.strictObject({ column, text: z.literal(true) }),
  z.strictObject({
    column,
    /** The order of the parts in the file: `ymd` reads 2024-05-17, `dmy` 17/05/2024, `mdy` 5/17/2024. */
    date: z.enum(['ymd', 'dmy', 'mdy']),
    /** How much of the date is taken over; the file may hold more. */
    precision: z.enum(datePrecisions).default('day'),
  }),
  z.strictObject({
    /** Columns of 0 and 1 → the option code that a 1 chooses; several may choose the same. */
    flags: z.record(column, code),
    /** The code when no column holds 1. */
    none: code.optional(),
    /** A question asked before: its values that settle the answer, such as "no" → the option "none of these". */
    gate: z.strictObject({ column, values: z.record(z.string(), code) }).optional(),
  }),
  z.strictObject({
    /** The first condition that holds gives the answer; with none, the item is blank. */
    first: z.array(
      z.strictObject({
        when: z.record(column, z.union([z.string(), z.array(z.string())])),
        answer: code.nullable(),
      }),
    ),
  }),
  z.strictObject({ constant: z.union([z.string(), z.number()]) }),
])

export const mappingSchema = z.strictObject({
  format: z.literal('foothold-mapping/1'),
  note: z.string().optional(),
  /** Column of the person's id; left out: the number of the row. */
  id: column.optional(),
  /** Values that mean "no answer" wherever an item does not say otherwise: `{"dwta": "pnta"}`. */
  missing: z.record(z.string(), z.enum(['pnta', 'dk', 'na']).nullable()).default({}),
  /** How a rule is found: item id → rule. */
  items: z.record(z.string(), rule),
})

export type Mapping = z.infer<typeof mappingSchema>
type Rule = z.infer<typeof rule>

/** The answers of one row, before they are validated. */
export type MappedRow = {
  readonly id: string
  readonly answers: Readonly<Record<string, string | number | readonly string[]>>
}

/** Columns that a mapping names and a file lacks. */
export function missingColumns(mapping: Mapping, header: readonly string[]): readonly Problem[] {
  const known = new Set(header)
  const named = Object.entries(mapping.items).flatMap(([itemId, itemRule]) =>
    columnsOf(itemRule).map((name) => ({ itemId, name })),
  )
  const all = mapping.id === undefined ? named : [{ itemId: 'id', name: mapping.id }, ...named]
  return all
    .filter(({ name }) => !known.has(name))
    .map(({ itemId, name }) => ({
      path: `items.${itemId}`,
      code: 'column_unknown',
      message: `The file has no column "${name}". Check its spelling in the first row.`,
    }))
}

/**
 * The answers of one row of a file.
 *
 * @param row cells by column name, as text
 * @param rowNumber the row of the file; also the id when the mapping names no id column
 * @returns every problem of the row, by column
 */
export function mapRow(
  mapping: Mapping,
  row: Readonly<Record<string, string>>,
  rowNumber: number,
): Result<MappedRow> {
  const problems: Problem[] = []
  const answers: Record<string, string | number | readonly string[]> = {}
  for (const [itemId, itemRule] of Object.entries(mapping.items)) {
    const answer = answerBy(itemRule, mapping, row, problems)
    if (answer !== null) answers[itemId] = answer
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: { id: mapping.id === undefined ? String(rowNumber) : cellOf(row, mapping.id), answers },
  }
}

function answerBy(
  itemRule: Rule,
  mapping: Mapping,
  row: Readonly<Record<string, string>>,
  problems: Problem[],
): string | number | readonly string[] | null {
  if ('constant' in itemRule) return itemRule.constant
  if ('flags' in itemRule) return settledByGate(itemRule, mapping, row) ?? chosenBy(itemRule, row, problems)
  if ('first' in itemRule) {
    const step = itemRule.first.find(({ when }) =>
      Object.entries(when).every(([name, wanted]) => [wanted].flat().includes(cellOf(row, name))),
    )
    return step?.answer ?? null
  }
  const cell = cellOf(row, itemRule.column)
  if ('values' in itemRule && Object.hasOwn(itemRule.values, cell)) return itemRule.values[cell] ?? null
  if (Object.hasOwn(mapping.missing, cell)) return mapping.missing[cell] ?? null
  if (cell === '') return null
  if ('text' in itemRule) return cell
  if ('date' in itemRule) {
    const date = dateIn(cell, itemRule)
    if (date !== null) return date
    const message = `This is not a date of the order "${itemRule.date}". Name the value under "missing", or correct the file.`
    problems.push(unmapped(itemRule.column, message))
    return null
  }
  if ('number' in itemRule) {
    const number = Number(cell)
    if (Number.isFinite(number)) return number
    problems.push(
      unmapped(itemRule.column, 'This is not a number. Name the value under "missing", or correct the file.'),
    )
    return null
  }
  problems.push(
    unmapped(
      itemRule.column,
      `The mapping does not name this value. It names: ${Object.keys(itemRule.values).join(', ')}.`,
    ),
  )
  return null
}

const orders = {
  ymd: ['year', 'month', 'day'],
  dmy: ['day', 'month', 'year'],
  mdy: ['month', 'day', 'year'],
} as const satisfies Readonly<Record<string, readonly DatePart[]>>

/** The date in a cell, cut to the precision wanted; null when it has too few parts, or the calendar has no such date. */
function dateIn(cell: string, { date, precision }: Extract<Rule, { date: unknown }>): string | null {
  const numbers = cell.split(/[-/. ]+/).map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN))
  // A cell of two parts has no day, a cell of one nothing but the year.
  const whole = datePrecisions.find((least) => datePartsOf[least].length === numbers.length)
  if (whole === undefined || numbers.length < datePartsOf[precision].length) return null
  const parts: readonly DatePart[] = datePartsOf[whole]
  const given = orders[date].filter((part) => parts.includes(part))
  const inOrder = parts.map((part) => numbers[given.indexOf(part)] ?? Number.NaN)
  if (!isRealDate(dateText(inOrder), whole)) return null
  return dateText(inOrder.slice(0, datePartsOf[precision].length))
}

function settledByGate(
  { gate }: Extract<Rule, { flags: unknown }>,
  mapping: Mapping,
  row: Readonly<Record<string, string>>,
): string | readonly string[] | null {
  if (gate === undefined) return null
  const cell = cellOf(row, gate.column)
  const settled = Object.hasOwn(gate.values, cell) ? gate.values[cell] : undefined
  if (settled !== undefined) return [settled]
  return Object.hasOwn(mapping.missing, cell) ? (mapping.missing[cell] ?? null) : null
}

function chosenBy(
  { flags, none }: Extract<Rule, { flags: unknown }>,
  row: Readonly<Record<string, string>>,
  problems: Problem[],
): readonly string[] | null {
  const chosen = new Set<string>()
  let isAsked = false
  for (const [name, optionCode] of Object.entries(flags)) {
    const cell = cellOf(row, name)
    if (cell === '1' || cell === '0') isAsked = true
    else if (cell !== '') problems.push(unmapped(name, 'A flag column holds 0, 1 or nothing.'))
    if (cell === '1') chosen.add(optionCode)
  }
  if (!isAsked) return null
  if (chosen.size > 0) return [...chosen]
  return none === undefined ? null : [none]
}

function unmapped(name: string, message: string): Problem {
  return { path: name, code: 'value_unknown', message }
}

function cellOf(row: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(row, name) ? (row[name] ?? '').trim() : ''
}

function columnsOf(itemRule: Rule): readonly string[] {
  if ('constant' in itemRule) return []
  if ('flags' in itemRule) {
    return [...Object.keys(itemRule.flags), ...(itemRule.gate === undefined ? [] : [itemRule.gate.column])]
  }
  if ('first' in itemRule) return [...new Set(itemRule.first.flatMap(({ when }) => Object.keys(when)))]
  return [itemRule.column]
}
