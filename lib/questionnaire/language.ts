import { countryCodes } from './countries'
import type { LanguageMap } from './definition'

/**
 * The text of a language map in a language, else in the fallback language, else empty.
 *
 * @param fallback the questionnaire's default language
 */
export function textIn(map: LanguageMap | null | undefined, language: string, fallback: string): string {
  if (map === null || map === undefined) return ''
  return textOf(map, language) ?? textOf(map, fallback) ?? ''
}

/** The unit of a number in a language, as `textIn`; a plain text is the same in every language. */
export function unitIn(
  unit: string | LanguageMap | null | undefined,
  language: string,
  fallback: string,
): string {
  return typeof unit === 'string' ? unit : textIn(unit, language, fallback)
}

/** Whether a language map has its own text in a language. */
export function hasText(map: LanguageMap, language: string): boolean {
  return textOf(map, language) !== undefined
}

function textOf(map: LanguageMap, language: string): string | undefined {
  const text = Object.hasOwn(map, language) ? map[language] : undefined
  return text === undefined || text.trim() === '' ? undefined : text
}

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'])

/** The writing direction of a language, from its usual script. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.has(scriptOf(language)) ? 'rtl' : 'ltr'
}

/** The script in which a language is usually written, by its ISO 15924 code: "Arab"; empty when that is not known. */
export function scriptOf(language: string): string {
  return new Intl.Locale(language).maximize().script ?? ''
}

/** A language's name in itself: "العربية", "Español". */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** A country's CLDR name in a language; the code itself where it has none. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
}

/** The countries of ISO 3166-1 with their CLDR names in a language, sorted as that language sorts. */
export function countryOptions(
  language: string,
): readonly { readonly code: string; readonly label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const collator = new Intl.Collator(language)
  return countryCodes
    .map((code) => ({ code, label: names.of(code) ?? code }))
    .sort((a, b) => collator.compare(a.label, b.label))
}
