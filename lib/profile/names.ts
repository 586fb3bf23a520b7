import { earlierState } from '@/lib/disclosure/detail'
import { breakdownsOf } from '@/lib/disclosure/lattice'
import { averageAndPoor, statesOf } from '@/lib/disclosure/state'
import { isResearchKey, type ResearchSay, researchWords } from '@/lib/interface/research/research-words'
import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { countryName, directionOf, languageName, textIn } from '@/lib/questionnaire/language'
import type { NoFigure } from './figure'

/*
 * What groups and figures are called, on pages and in files alike.
 */

/** What the words of figures are made of: a language, and the questionnaire whose labels are used. */
export type Wording = {
  readonly language: string
  readonly direction: ReturnType<typeof directionOf>
  readonly say: ResearchSay
  readonly questionnaire: Questionnaire
}

/** How figures of a questionnaire are worded in a language; in English where reports do not speak it. */
export function wordingIn(language: string, questionnaire: Questionnaire): Wording {
  return { language, direction: directionOf(language), say: researchWords(language), questionnaire }
}

/** A text of the questionnaire in the language of the figures. */
export function labelIn({ language, questionnaire }: Wording, label: LanguageMap | undefined): string {
  return textIn(label, language, questionnaire.defaultLanguage)
}

/** The name of a breakdown, of `category` or `wave`. */
export function breakdownName({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `breakdown.${id}`
  return isResearchKey(key) ? say(key) : id
}

/** The name of a category. */
export function categoryName({ say }: Pick<Wording, 'say'>, id: string): string {
  const key = `category.${id}`
  return isResearchKey(key) ? say(key) : id
}

/** The name of a state between waves: where the average are parted by poverty, the first part says so. */
export function stateName(
  { say, questionnaire }: Pick<Wording, 'say' | 'questionnaire'>,
  id: string,
): string {
  const isParted = statesOf(questionnaire).includes(averageAndPoor)
  return isParted && id === 'average' ? say('category.average_not_poor') : categoryName({ say }, id)
}

/** The name of a band of a breakdown, of a category, or of a wave. */
export function bandName(wording: Wording, breakdown: string, code: string): string {
  const { say, language, questionnaire } = wording
  if (breakdown === 'category') return categoryName(wording, code)
  if (breakdown === earlierState) return stateName(wording, code)
  if (breakdown === 'wave') return say('wave.name', { wave: code })
  if (breakdown === 'language') return languageName(code)
  if (breakdown === 'mode') {
    const key = `mode.${code}`
    return isResearchKey(key) ? say(key) : code
  }
  if (breakdown === 'host_country') return countryName(code, language)
  const band = breakdownsOf(questionnaire)
    .find(({ id }) => id === breakdown)
    ?.bands.find((candidate) => candidate.code === code)
  return band === undefined ? code : labelIn(wording, band.label) || code
}

/** The name of a dimension, or of the overall index. */
export function dimensionName(wording: Wording, id: string): string {
  if (id === 'overall') return wording.say('figure.overall')
  const dimension = wording.questionnaire.scoring?.dimensions.find((candidate) => candidate.id === id)
  return labelIn(wording, dimension?.label) || id
}

/** Why there is no figure. */
export function reasonInWords({ say }: Pick<Wording, 'say'>, reason: NoFigure | 'too_few_people'): string {
  return say(`reason.${reason}`)
}
