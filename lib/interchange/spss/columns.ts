import { type MissingLabels, missingKinds, type Variable } from '../microdata'
import { utf8 } from '../utf8'
import { declaredInTexts, type NumericCodes, narrowestText, numericCodes, textCodes } from './missing-codes'
import { savNames, segmentName } from './names'

/** How a value is shown: the number that SPSS has for a format, its width in characters and its decimals. */
export type SavFormat = { readonly type: number; readonly width: number; readonly decimals: number }

/** Numbers of the formats: text, number with decimals, date as `2026/03/01`. */
export const formatTypes = { A: 1, F: 5, SDATE: 39 } as const

/** A piece of the file's row. A text of more than 255 bytes takes several, which carry 255 bytes each. */
export type SavSegment = { readonly name: string; readonly width: number }

export type ValueLabel<Value> = { readonly value: Value; readonly label: string }

type EveryColumn = {
  readonly name: string
  readonly variable: Variable
  readonly format: SavFormat
  /** 1 nominal, 2 ordinal, 3 scale. */
  readonly measure: 1 | 2 | 3
  /** Characters that the data view shows. */
  readonly shownWidth: number
  readonly isAlignedRight: boolean
  readonly segments: readonly [SavSegment, ...SavSegment[]]
  /** Words of eight bytes that the column takes in a row. */
  readonly words: number
}

export type NumericColumn = EveryColumn & {
  readonly kind: 'number' | 'date'
  readonly codes: NumericCodes
  readonly valueLabels: readonly ValueLabel<number>[]
}

export type TextColumn = EveryColumn & {
  readonly kind: 'text'
  /** Bytes of the longest text. */
  readonly width: number
  readonly valueLabels: readonly ValueLabel<string>[]
}

export type SavColumn = NumericColumn | TextColumn

/**
 * How each variable stands in a .sav file.
 *
 * @throws RangeError for a variable that `savProblems` reports
 */
export function savColumns(
  variables: readonly Variable[],
  missingLabels: MissingLabels,
): readonly SavColumn[] {
  const names = savNames(variables.map((variable) => variable.name))
  return variables.map((variable, place) => {
    const name = names[place]?.safe ?? variable.name
    return variable.type === 'text'
      ? textColumn(variable, name, place, missingLabels)
      : numericColumn(variable, name, place, missingLabels)
  })
}

/** Bytes that SPSS needs for the texts of a variable. */
export function textWidth(variable: Variable & { readonly type: 'text' }): number {
  return Math.max(narrowestText, variable.maxBytes)
}

/** Most bytes of a piece of a text, and how many of them count towards the number of pieces. */
export const segmentBytes = { held: 255, counted: 252 } as const

function textColumn(
  variable: Variable & { readonly type: 'text' },
  name: string,
  place: number,
  labels: MissingLabels,
): TextColumn {
  const width = textWidth(variable)
  const count = width <= segmentBytes.held ? 1 : Math.ceil(width / segmentBytes.counted)
  const segment = (number: number): SavSegment => ({
    name: segmentName(place, number),
    width: number < count - 1 ? segmentBytes.held : width - number * segmentBytes.counted,
  })
  const first = segment(0)
  const segments = [first, ...Array.from({ length: count - 1 }, (_, index) => segment(index + 1))] as const
  return {
    kind: 'text',
    name,
    variable,
    width,
    segments,
    words: segments.reduce((sum, piece) => sum + Math.ceil(piece.width / 8), 0),
    format: { type: formatTypes.A, width: first.width, decimals: 0 },
    measure: 1,
    shownWidth: Math.min(Math.max(width, 8), 32),
    isAlignedRight: false,
    valueLabels: missingKinds.map((kind) => ({ value: textCodes[kind], label: labels[kind] })),
  }
}

function numericColumn(
  variable: Exclude<Variable, { readonly type: 'text' }>,
  name: string,
  place: number,
  labels: MissingLabels,
): NumericColumn {
  const codes = numericCodes(lowestValue(variable))
  if (codes === null)
    throw new RangeError(`No missing codes are left below the values of "${variable.name}".`)
  const format = numericFormat(variable, codes)
  const categories = variable.type === 'categorical' ? variable.categories : []
  return {
    kind: variable.type === 'date' ? 'date' : 'number',
    name,
    variable,
    codes,
    segments: [{ name: segmentName(place, 0), width: 0 }],
    words: 1,
    format,
    measure: variable.type === 'categorical' ? (variable.level === 'ordinal' ? 2 : 1) : 3,
    shownWidth: Math.min(Math.max(format.width, 8), 16),
    isAlignedRight: true,
    valueLabels: [
      ...missingKinds.map((kind) => ({ value: codes[kind], label: labels[kind] })),
      ...categories.map(({ value, label }) => ({ value, label })),
    ],
  }
}

/** Least value that a variable can have, as SPSS counts it; null where nothing is known. */
export function lowestValue(variable: Exclude<Variable, { readonly type: 'text' }>): number | null {
  switch (variable.type) {
    case 'categorical':
      return Math.min(0, ...variable.categories.map((category) => category.value))
    case 'number':
      return variable.min
    case 'date':
      // Seconds since 1582; days before it are multiples of 86,400 below 0 and meet no code of two digits.
      return 0
  }
}

function numericFormat(variable: Variable, codes: NumericCodes): SavFormat {
  if (variable.type === 'date') return { type: formatTypes.SDATE, width: 10, decimals: 0 }
  const decimals = variable.type === 'number' ? Math.min(variable.decimals ?? shownDecimals, mostDecimals) : 0
  const ends =
    variable.type === 'number'
      ? [variable.min ?? 0, variable.max ?? shownLargest]
      : variable.type === 'categorical'
        ? variable.categories.map((category) => category.value)
        : []
  const digits = Math.max(...[codes.refused, ...ends].map((value) => String(Math.trunc(value)).length))
  const width = digits + (decimals > 0 ? decimals + 1 : 0)
  return { type: formatTypes.F, width: Math.min(width, mostNumberWidth), decimals }
}

/** Of a number with as many decimals as a double has: what is shown, not what is kept. */
const shownDecimals = 6
const shownLargest = 99_999_999
const mostDecimals = 16
const mostNumberWidth = 40

/** Bytes of the texts that SPSS is to take as missing: it compares the first eight. */
export function declaredTexts(): readonly Uint8Array[] {
  return declaredInTexts.map((kind) => utf8(textCodes[kind].padEnd(8)))
}
