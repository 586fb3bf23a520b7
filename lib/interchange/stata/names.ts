import { type NameRules, type SafeName, safeNames } from '../safe-names'

const reserved = new Set(
  '_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with'.split(' '),
)

export const dtaRules: NameRules = {
  longest: 32,
  counted: 'characters',
  beginsWithUnderscore: true,
  // `str1` to `str2045` are types, as the words above are.
  isReserved: (name) => reserved.has(name) || /^str\d+$/.test(name),
}

/** The names that Stata shows for the variables of a table, in their order. */
export function dtaNames(names: readonly string[]): readonly SafeName[] {
  return safeNames(names, dtaRules)
}
