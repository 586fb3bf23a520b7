import type { Answers } from '@/lib/questionnaire/answer-values'
import { validateAnswers } from '@/lib/questionnaire/answers'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { sayableFault } from '../../entry'
import type { ItemFault } from './page-state'

/**
 * The answers that the server refused, with words for each in the reader's language. The same engine gives the same verdict
 * here as there, so the refusal itself only has to say that there are some.
 */
export function itemFaults(questionnaire: Questionnaire, answers: Answers): readonly ItemFault[] {
  const verdict = validateAnswers(questionnaire, answers)
  if (verdict.ok) return []
  return verdict.problems.flatMap(({ path, code, params = {} }) => {
    const itemId = path.split('.')[1]
    const item = questionnaire.items.find(({ id, type }) => id === itemId && type !== 'hidden')
    return item === undefined ? [] : [{ itemId: item.id, fault: sayableFault(item, code, params) }]
  })
}
