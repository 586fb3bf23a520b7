import { type LanguageMap, missingCodes, type Questionnaire } from './definition'
import { directionOf } from './language'

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
