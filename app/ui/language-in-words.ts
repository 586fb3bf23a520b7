import { languageName } from '@/lib/questionnaire/language'

/** A language in English and in itself: "Arabic (العربية)". */
export function languageInWords(code: string): string {
  const english = new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  const own = languageName(code)
  return own === english ? english : `${english} (${own})`
}
