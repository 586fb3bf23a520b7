import { answerFault } from '@/lib/questionnaire/answer-fault'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { relevantItems } from '@/lib/questionnaire/flow'
import { sayableFault } from '../../entry'
import type { ItemFault } from './page-state'

/**
 * The answers that the server refused, with words for each in the reader's language. The same engine gives the same verdict
 * here as there, so the refusal itself only has to say that there are some.
 */
export function itemFaults(questionnaire: Questionnaire, answers: Answers): readonly ItemFault[] {
  return relevantItems(questionnaire, answers).flatMap((item) => {
    const fault = answerFault(questionnaire, item, answers[item.id], answers)
    return fault === null
      ? []
      : [{ itemId: item.id, fault: sayableFault(item, fault.code, fault.params ?? {}) }]
  })
}
