import { answerOf } from '@/lib/questionnaire/answer-values'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { isChoice, isDisplayed, responseOptions } from '@/lib/questionnaire/options'
import { detailScore, detailShare, type MeasureFamily } from './measure-family'

/** Longer lists are of places and the like: their shares would be of hardly anybody. */
const mostOptions = 30
export const unansweredStatuses = ['refused', 'dont_know', 'skipped'] as const
export type UnansweredStatus = (typeof unansweredStatuses)[number]

/** A value that can be given to an item, as its share is reported. */
export type AnswerCode = {
  readonly code: string
  /** Where it stands from worst (0) to best (100); null where answers have no order of that kind. */
  readonly score: number | null
}

/** The items whose answers are reported: all that are asked, but for texts, dates and long lists. */
export function reportedItems(questionnaire: Questionnaire): readonly Item[] {
  return questionnaire.items.filter(
    (item) => item.type === 'number' || codesOf(questionnaire, item).length > 1,
  )
}

/**
 * The answers of an item whose shares are reported, in the order of the questionnaire; none for a number.
 */
export function codesOf(questionnaire: Questionnaire, item: Item): readonly AnswerCode[] {
  if (item.type === 'scale') {
    const steps = Math.round((item.max - item.min) / item.step)
    if (steps >= mostOptions) return []
    return Array.from({ length: steps + 1 }, (_, step) => {
      const value = item.min + step * item.step
      const { scoring } = item
      return {
        code: String(value),
        score:
          scoring.method === 'linear' ? (100 * (value - scoring.from)) / (scoring.to - scoring.from) : null,
      }
    })
  }
  if (!isChoice(item)) return []
  const options = responseOptions(questionnaire, item).filter((option) => option.missing === undefined)
  return options.length > mostOptions
    ? []
    : options.map(({ code, score }) => ({ code, score: score ?? null }))
}

/**
 * Whether the second answer of an item is measured: of two answers that shut each other out, it is what is left of the first, and a second
 * error on the same number could be averaged out.
 */
function measuredCodes(questionnaire: Questionnaire, item: Item): readonly AnswerCode[] {
  const codes = codesOf(questionnaire, item)
  return item.type !== 'multiple' && codes.length === 2 ? codes.slice(0, 1) : codes
}

/** How many chose each answer, of those who answered: `answer:ITEM=CODE`; and the mean of numbers, `value:ITEM`. */
export function answerFamilies(questionnaire: Questionnaire): readonly MeasureFamily[] {
  return reportedItems(questionnaire).map((item): MeasureFamily => {
    if (item.type === 'number') {
      return {
        measures: [detailScore(`value:${item.id}`, 'answers')],
        valuesOf: ({ answers, statuses }) => {
          const answer = answerOf(answers, item.id)
          if (statuses.get(item.id) !== 'answered' || typeof answer !== 'number') return []
          return [item.max > item.min ? (100 * (answer - item.min)) / (item.max - item.min) : 0]
        },
      }
    }
    const codes = measuredCodes(questionnaire, item)
    return {
      measures: codes.map(({ code }) => detailShare(`answer:${item.id}=${code}`, 'answers')),
      valuesOf: ({ answers, statuses }) => {
        const answer = answerOf(answers, item.id)
        if (statuses.get(item.id) !== 'answered' || answer === undefined) return []
        const given = typeof answer === 'object' ? answer : [String(answer)]
        return codes.map(({ code }) => Number(given.includes(code)))
      },
    }
  })
}

/** How many left an item unanswered, by reason, of those whom it applied to: `status:ITEM=refused`. */
export function missingnessFamilies(questionnaire: Questionnaire): readonly MeasureFamily[] {
  return questionnaire.items.filter(isDisplayed).map((item) => ({
    measures: unansweredStatuses.map((status) => detailShare(`status:${item.id}=${status}`, 'answers')),
    valuesOf: ({ statuses }) => {
      const own = statuses.get(item.id) ?? 'not_asked'
      if (own === 'not_asked' || own === 'not_applicable') return []
      return unansweredStatuses.map((status) => Number(own === status))
    },
  }))
}
