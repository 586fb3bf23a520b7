import { directionOf, languageName } from '@/lib/questionnaire/language'
import type { OfferedLanguage } from './language-menu'

/** Languages as the menu shows them. Named on the server: browsers differ in what they call them. */
export function offeredLanguages(codes: readonly string[]): readonly OfferedLanguage[] {
  return codes.map((code) => ({ code, name: languageName(code), direction: directionOf(code) }))
}
