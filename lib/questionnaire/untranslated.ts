import { incompleteTexts } from './check'
import type { Questionnaire } from './definition'
import { isDisplayed } from './options'

/**
 * Paths of the texts that respondents read and that a language lacks, in the order of the questionnaire. Names of scores and labels of what
 * nobody is asked may wait.
 */
export function untranslatedTexts(questionnaire: Questionnaire, language: string): readonly string[] {
  const { items, sections } = questionnaire
  const shown = new Set(items.filter(isDisplayed).map(({ id }) => id))
  return incompleteTexts(questionnaire, language).filter((path) => {
    const [, list, place] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? []
    const at = Number(place)
    if (list === 'items') return shown.has(items[at]?.id ?? '')
    if (list === 'sections') return sections[at]?.items.some((id) => shown.has(id)) === true
    return list !== 'scoring'
  })
}
