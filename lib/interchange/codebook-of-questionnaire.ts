import { isolatedWords } from '../bidi-text'
import type { Item, Questionnaire } from '../questionnaire/definition'
import { textIn } from '../questionnaire/language'
import { responseOptions } from '../questionnaire/options'
import { relevanceInWords } from '../relevance-in-words'
import type { CodebookDetails } from './codebook-details'
import { optionVariable } from './item-columns'
import { microdataWords } from './microdata-words'

/**
 * What a codebook says of a questionnaire's variables beyond their labels: the titles of its sections, and who was asked what. It counts
 * nothing: a codebook may be shown where single answers may not.
 */
export function codebookDetails(questionnaire: Questionnaire, language: string): CodebookDetails {
  const { sections, items, defaultLanguage } = questionnaire
  return {
    groupLabels: new Map([
      ...Object.entries(microdataWords(language).groups),
      ...sections.map(({ id, title }) => [id, textIn(title, language, defaultLanguage)] as const),
    ]),
    universes: new Map(
      items.flatMap((item) => {
        const universe = universeOf(questionnaire, item, language)
        return universe === '' ? [] : namesOf(questionnaire, item).map((name) => [name, universe] as const)
      }),
    ),
  }
}

/** Who was asked, in English with the questionnaire's own words quoted; '' where everybody was. */
function universeOf(questionnaire: Questionnaire, item: Item, language: string): string {
  if (item.relevant === null) return ''
  const parts = relevanceInWords(questionnaire, item.relevant, language)
  if (parts === null) return `Those for whom ${item.relevant}`
  return `Those for whom ${parts.map((part) => (typeof part === 'string' ? part : `“${isolatedWords(part.quoted)}”`)).join('')}`
}

function namesOf(questionnaire: Questionnaire, item: Item): readonly string[] {
  if (item.type === 'note') return []
  if (item.type !== 'multiple' && item.type !== 'rank') return [item.id]
  return responseOptions(questionnaire, item).map(({ code }) => optionVariable(item.id, code))
}
