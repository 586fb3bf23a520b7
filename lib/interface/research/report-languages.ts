import type { Questionnaire } from '@/lib/questionnaire/definition'
import { speaksReports } from './research-words'

/**
 * The languages in which a round can be reported: those of its questionnaire that the sentences of figures are spoken in, its default
 * language first; English, with the questionnaire's own labels, where there is none.
 */
export function languagesOfReports(questionnaire: Questionnaire): readonly string[] {
  const { languages, defaultLanguage } = questionnaire
  const spoken = languages.filter(speaksReports)
  if (spoken.length === 0) return ['en']
  return spoken.includes(defaultLanguage)
    ? [defaultLanguage, ...spoken.filter((language) => language !== defaultLanguage)]
    : spoken
}
