import { languageCode, mostLanguages, type Questionnaire, tooManyLanguages } from './definition'
import { directionOf } from './language'

/**
 * The questionnaire with one more language, as yet without texts, and from right to left where its script is.
 *
 * @returns the same questionnaire when it has the language
 * @throws RangeError when the code is none of the format, and when there are as many languages as there can be
 */
export function withLanguage(questionnaire: Questionnaire, language: string): Questionnaire {
  const { languages, rightToLeft, translationStatus } = questionnaire
  if (!languageCode.safeParse(language).success)
    throw new RangeError('This is no language code such as "en", "fa-AF" or "uz-Cyrl".')
  if (languages.includes(language)) return questionnaire
  if (languages.length >= mostLanguages) throw new RangeError(tooManyLanguages)
  return {
    ...questionnaire,
    languages: [...languages, language],
    rightToLeft: directionOf(language) === 'rtl' ? [...rightToLeft, language] : rightToLeft,
    translationStatus: { ...translationStatus, [language]: 'in translation' },
  }
}
