import { own } from './own'

/** Spellings that are in use and in no list of languages. */
const misspelled: Readonly<Record<string, string>> = {
  tigirigna: 'ti',
  tigrigna: 'ti',
  oromiffa: 'om',
  'afaan oromo': 'om',
  farsi: 'fa',
  dari: 'fa-AF',
  chinese: 'zh',
  bangla: 'bn',
  rohingya: 'rhg',
  castellano: 'es',
  kurmanji: 'kmr',
  sorani: 'ckb',
  kiswahili: 'sw',
}

const codePattern = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/

let codeByName: ReadonlyMap<string, string> | null = null

/**
 * The code of a language as a form writes it: `Arabic (ar)`, `العربية (ar)`, `French`, `français`, `EN`.
 *
 * @returns null when no language is called so
 */
export function languageCodeOf(written: string): string | null {
  const bracketed = /\(([^)]+)\)\s*$/.exec(written)?.[1]
  for (const candidate of [bracketed, written]) {
    const code = canonical(candidate?.trim() ?? '')
    if (code !== null) return code
  }
  const name = written
    .replace(/\([^)]*\)\s*$/, '')
    .trim()
    .toLowerCase()
  codeByName ??= namesOfLanguages()
  return own(misspelled, name) ?? codeByName.get(name) ?? null
}

function canonical(text: string): string | null {
  if (!/^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$/.test(text)) return null
  try {
    const [code = ''] = Intl.getCanonicalLocales(text.replace(/_/g, '-').toLowerCase())
    const isKnown = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code) !== undefined
    return codePattern.test(code) && isKnown ? code : null
  } catch {
    return null
  }
}

/** Languages by their names in English and in themselves, in lower case. */
function namesOfLanguages(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  for (const first of letters)
    for (const second of letters) {
      const code = first + second
      const name = english.of(code)
      if (name === undefined) continue
      const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code)
      for (const called of [own, name]) if (called !== undefined) codes.set(called.toLowerCase(), code)
    }
  return codes
}
