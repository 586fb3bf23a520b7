import type { LanguageReadiness } from '@/lib/interface/collection-languages'
import { languageName } from '@/lib/questionnaire/language'

/** A language that respondents are offered, named in itself. */
export type AskedLanguage = { readonly code: string; readonly name: string; readonly isDraft: boolean }

/** The languages that are complete. Named on the server: browsers differ in their names. */
export function askedLanguages(readiness: readonly LanguageReadiness[]): readonly AskedLanguage[] {
  return readiness
    .filter(({ isReady }) => isReady)
    .map(({ language, isDraft }) => ({ code: language, name: languageName(language), isDraft }))
}
