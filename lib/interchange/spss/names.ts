import { type NameRules, type SafeName, safeNames } from '../safe-names'

const reserved = new Set('ALL AND BY EQ GE GT LE LT NE NOT OR TO WITH'.split(' '))

const rules: NameRules = {
  longest: 64,
  counted: 'bytes',
  beginsWithUnderscore: false,
  isReserved: (name) => reserved.has(name.toUpperCase()),
}

/** The names that SPSS shows for the variables of a table, in their order. */
export function savNames(names: readonly string[]): readonly SafeName[] {
  return safeNames(names, rules)
}

/**
 * The name of eight bytes that the file knows a variable by, before the long names take effect. No long name begins with `@`, so
 * the two can never be confused.
 */
export function shortName(place: number): string {
  return `@${place.toString(36).toUpperCase().padStart(4, '0')}`
}

/** The short name of a piece of a text that takes several; the first piece has the short name itself. */
export function segmentName(place: number, segment: number): string {
  return segment === 0
    ? shortName(place)
    : `${shortName(place)}${segment.toString(36).toUpperCase().padStart(3, '0')}`
}
