import type { Answer, Answers } from '@/lib/questionnaire/answer-values'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { nextItem } from '@/lib/questionnaire/flow'
import { isChoice, offeredMissingCodes, responseOptions } from '@/lib/questionnaire/options'

/** Valid answers to the questions that are asked, other ones for each number: choices, numbers, refusals and blanks. */
export function answersOfPerson(questionnaire: Questionnaire, number: number): Answers {
  const answers: Record<string, Answer> = {}
  let step = number
  for (let item = nextItem(questionnaire, answers, null); item !== null; ) {
    // A linear congruence: the same person each time, with nothing in common with the next.
    step = (step * 1_103_515_245 + 12_345 + number) % 2_147_483_648
    const answer = answerTo(questionnaire, item, Math.floor(step / 65_536))
    if (answer !== null) answers[item.id] = answer
    item = nextItem(questionnaire, answers, item.id)
  }
  return answers
}

function answerTo(questionnaire: Questionnaire, item: Item, drawn: number): Answer | null {
  if (drawn % 11 === 0) return null
  const reserved = offeredMissingCodes(item)
  if (drawn % 7 === 0 && reserved.length > 0) return reserved[drawn % reserved.length] ?? null
  if (isChoice(item)) {
    const codes = responseOptions(questionnaire, item).map(({ code }) => code)
    const code = codes[drawn % codes.length] ?? ''
    return item.type === 'multiple' ? [code] : code
  }
  return item.type === 'number' || item.type === 'scale' ? item.min : null
}
