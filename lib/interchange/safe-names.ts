import { utf8 } from './utf8'

/** What a file format takes as the name of a variable. */
export type NameRules = {
  readonly longest: number
  /** What `longest` counts; characters are code points. */
  readonly counted: 'bytes' | 'characters'
  /** Whether a name may begin with `_`; else only with a letter. */
  readonly beginsWithUnderscore: boolean
  /** Whether the format keeps a name for itself. */
  readonly isReserved: (name: string) => boolean
}

/** A name as it came and as the file has it; the codebook prints those that differ. */
export type SafeName = { readonly name: string; readonly safe: string }

/**
 * Names that a format takes, unique even where the case of letters does not count, in the order given.
 *
 * A name that is fit already stays as it is, whatever else becomes of the others, so names that are all fit come back
 * unchanged. Else every character that is no letter, digit or `_` becomes `_`; a beginning that the format does not take gets `v` or
 * `v_` before it, a reserved name `v_`; what is too long is cut; and the second of two that are then the same gets `_2`. As no two are
 * alike, the list of pairs leads back as well.
 */
export function safeNames(names: readonly string[], rules: NameRules): readonly SafeName[] {
  const taken = new Set<string>()
  const fit = names.map((name) => {
    if (!isFit(name, rules) || taken.has(folded(name))) return false
    taken.add(folded(name))
    return true
  })
  return names.map((name, place) => {
    if (fit[place]) return { name, safe: name }
    const safe = uniqueName(madeFit(name, rules), rules, taken)
    taken.add(folded(safe))
    return { name, safe }
  })
}

function isFit(name: string, rules: NameRules): boolean {
  return (
    name.length > 0 &&
    name === name.normalize('NFC') &&
    !/[^\p{L}\p{Nd}_]/u.test(name) &&
    beginsWell(name, rules) &&
    !rules.isReserved(name) &&
    size(name, rules) <= rules.longest
  )
}

function beginsWell(name: string, rules: NameRules): boolean {
  return rules.beginsWithUnderscore ? /^[\p{L}_]/u.test(name) : /^\p{L}/u.test(name)
}

function madeFit(name: string, rules: NameRules): string {
  const plain = name.normalize('NFC').replace(/[^\p{L}\p{Nd}_]/gu, '_')
  const begun = beginsWell(plain, rules) ? plain : plain.startsWith('_') ? `v${plain}` : `v_${plain}`
  const short = shortened(begun, rules.longest, rules)
  return rules.isReserved(short) ? shortened(`v_${short}`, rules.longest, rules) : short
}

function uniqueName(name: string, rules: NameRules, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? '' : `_${count}`
    const tried = `${shortened(name, rules.longest - ending.length, rules)}${ending}`
    if (!taken.has(folded(tried)) && !rules.isReserved(tried)) return tried
  }
}

/** As many whole characters as there is room for. */
function shortened(name: string, most: number, rules: NameRules): string {
  let kept = ''
  let room = most
  for (const character of name) {
    room -= size(character, rules)
    if (room < 0) break
    kept += character
  }
  return kept
}

function size(text: string, rules: NameRules): number {
  return rules.counted === 'bytes' ? utf8(text).length : [...text].length
}

/** Both ways, since some letters are alike in one case only: `ı` and `i`, `ß` and `SS`. */
function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase()
}
