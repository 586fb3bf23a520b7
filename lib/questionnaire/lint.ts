import type { Questionnaire } from './definition'
import { lintChoices } from './lint/choices'
import { lintConditions } from './lint/conditions'
import { lintDefaults } from './lint/defaults'
import { type Finding, findingCodes } from './lint/finding'
import { lintLanguages } from './lint/languages'
import { lintLength } from './lint/length'
import { lintProtection } from './lint/protection'
import { lintScores } from './lint/scores'
import { lintWording } from './lint/wording'

/**
 * What to look at before a questionnaire is published: what is not wrong, and perhaps not meant. Nothing is guessed from words; a condition is
 * judged only where all that it can tell apart was tried.
 *
 * @param questionnaire one without problems (`parseQuestionnaire`)
 * @returns in the order of `findingCodes`, then of the document; no two have one key
 */
export function lintQuestionnaire(questionnaire: Questionnaire): readonly Finding[] {
  const found = [
    ...lintLanguages(questionnaire),
    ...lintLength(questionnaire),
    ...lintWording(questionnaire),
    ...lintProtection(questionnaire),
    ...lintDefaults(questionnaire),
    ...lintConditions(questionnaire),
    ...lintChoices(questionnaire),
    ...lintScores(questionnaire),
  ]
  const place = new Map<string, number>(findingCodes.map((code, index) => [code, index]))
  return found.sort((a, b) => (place.get(a.code) ?? 0) - (place.get(b.code) ?? 0))
}
