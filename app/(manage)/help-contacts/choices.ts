import { languageInWords } from '@/app/ui/language-in-words'
import { listQuestionnaires } from '@/db/questionnaires'
import { interfaceLanguages } from '@/lib/interface/messages'
import type { Actor } from '@/lib/permissions'
import { countryOptions } from '@/lib/questionnaire/language'

/** A code with its English name, as a list offers it. */
export type Choice = { readonly code: string; readonly label: string }

/**
 * What a contact's country and language are chosen from: every country, and every language that a questionnaire or the
 * answering pages speak.
 *
 * @throws not_allowed for who may not read questionnaires
 */
export async function readChoices(
  actor: Actor,
): Promise<{ readonly countries: readonly Choice[]; readonly languages: readonly Choice[] }> {
  const spoken = (await listQuestionnaires(actor)).flatMap(({ languages }) => languages)
  const codes = [...new Set([...interfaceLanguages, ...spoken])]
  return {
    countries: countryOptions('en'),
    languages: codes
      .map((code) => ({ code, label: languageInWords(code) }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
  }
}
