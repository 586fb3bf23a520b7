import { z } from 'zod'
import { type LanguageMap, languageCode, missingCodes, type Questionnaire } from './definition'
import { directionOf } from './language'

/** What is said of a questionnaire that is begun from nothing. */
export const newQuestionnaireSchema = z.object({
  id: z
    .string()
    .trim()
    .regex(
      /^[a-z][a-z0-9-]{1,63}$/,
      'Use lower-case letters, digits and - only, beginning with a letter: "arrivals-2027".',
    ),
  title: z.string().trim().min(1, 'Give it a title.').max(200, 'This title is too long.'),
  language: languageCode,
  population: z.enum(['migrant', 'host', 'any'], 'Choose whom it asks.'),
})

/**
 * A questionnaire that is begun: one section with nothing in it, which a draft may have.
 *
 * @param reserved words of the reserved codes, of which its language is taken
 */
export function newQuestionnaire({
  id,
  title,
  language,
  population,
  reserved,
}: Pick<Questionnaire, 'id' | 'population'> & {
  readonly title: string
  readonly language: string
  readonly reserved: Questionnaire['missingLabels']
}): Questionnaire {
  const empty = { [language]: '' }
  return {
    format: 'foothold-questionnaire/1',
    id,
    version: 1,
    population,
    title: { [language]: title },
    intro: empty,
    outro: empty,
    languages: [language],
    defaultLanguage: language,
    rightToLeft: directionOf(language) === 'rtl' ? [language] : [],
    translationStatus: { [language]: 'source' },
    missingLabels: Object.fromEntries(missingCodes.map((code) => [code, only(reserved[code], language)])),
    choiceLists: {},
    sections: [{ id: 'section_1', title: { [language]: '' }, items: [] }],
    items: [],
    scoring: null,
  }
}

function only(words: LanguageMap | undefined, language: string): LanguageMap {
  return { [language]: words?.[language] ?? '' }
}
