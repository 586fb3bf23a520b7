import type { Variable } from '../microdata'
import { safeNames } from '../safe-names'
import { narrowestText, type StorageType, storageTypes } from './missing-codes'
import { dtaNames, dtaRules } from './names'

type EveryColumn = {
  readonly name: string
  readonly variable: Variable
  /** The number that the file has for the type. */
  readonly typeCode: number
  /** Bytes in a row. */
  readonly bytes: number
  readonly format: string
}

export type NumericColumn = EveryColumn & {
  readonly kind: 'number' | 'date'
  readonly storage: StorageType
  /** Name of its set of value labels. */
  readonly labelSet: string
}

export type TextColumn = EveryColumn & {
  /** `long`: kept outside the row, as Stata's `strL`. */
  readonly kind: 'text' | 'long text'
  /** Bytes of the longest text. */
  readonly width: number
}

export type DtaColumn = NumericColumn | TextColumn

/** Longest text that is kept in the row itself. */
const mostBytesInRow = 2045
/** Number of the type `strL`; a text of n bytes in the row has the number n. */
const longTextCode = 32_768

/** The set that labels the missing values of numbers and dates. */
export const missingSet = 'missing_reasons'

/** How each variable stands in a .dta file. */
export function dtaColumns(variables: readonly Variable[]): readonly DtaColumn[] {
  const names = dtaNames(variables.map((variable) => variable.name)).map((pair) => pair.safe)
  // A variable may be called as the shared set is.
  const [, ...sets] = safeNames([missingSet, ...names], dtaRules).map((pair) => pair.safe)
  return variables.map((variable, place) => {
    const name = names[place] ?? variable.name
    return variable.type === 'text'
      ? textColumn(variable, name)
      : numericColumn(variable, name, variable.type === 'categorical' ? (sets[place] ?? name) : missingSet)
  })
}

function textColumn(variable: Variable & { readonly type: 'text' }, name: string): TextColumn {
  const width = Math.max(narrowestText, variable.maxBytes)
  return width <= mostBytesInRow
    ? {
        kind: 'text',
        name,
        variable,
        width,
        typeCode: width,
        bytes: width,
        format: `%-${Math.min(width, 40)}s`,
      }
    : { kind: 'long text', name, variable, width, typeCode: longTextCode, bytes: 8, format: '%-40s' }
}

function numericColumn(
  variable: Exclude<Variable, { readonly type: 'text' }>,
  name: string,
  labelSet: string,
): NumericColumn {
  const storage = storageOf(variable)
  const { code, bytes } = storageTypes[storage]
  return {
    kind: variable.type === 'date' ? 'date' : 'number',
    name,
    variable,
    storage,
    typeCode: code,
    bytes,
    format: formatOf(variable, storage),
    labelSet,
  }
}

/** The smallest type that holds every value the variable can have; `double` where it has decimals or no bounds. */
function storageOf(variable: Exclude<Variable, { readonly type: 'text' }>): StorageType {
  switch (variable.type) {
    case 'date':
      return 'long'
    case 'categorical':
      return smallestFor(variable.categories.map((category) => category.value))
    case 'number':
      return variable.decimals === 0 && variable.min !== null && variable.max !== null
        ? smallestFor([variable.min, variable.max])
        : 'double'
  }
}

function smallestFor(values: readonly number[]): StorageType {
  const types = ['byte', 'int', 'long'] as const
  return (
    types.find((type) =>
      values.every((value) => value >= storageTypes[type].least && value <= storageTypes[type].most),
    ) ?? 'double'
  )
}

function formatOf(variable: Variable, storage: StorageType): string {
  if (variable.type === 'date') return '%tdCCYY-NN-DD'
  if (variable.type === 'number' && variable.decimals !== null && variable.decimals > 0) {
    const decimals = Math.min(variable.decimals, 16)
    return `%${10 + decimals}.${decimals}f`
  }
  return { byte: '%8.0g', int: '%8.0g', long: '%12.0g', double: '%10.0g' }[storage]
}
