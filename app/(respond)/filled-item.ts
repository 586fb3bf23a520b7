import { answerLines } from '@/app/ui/fields/answer-text'
import type { CalendarWords } from '@/lib/interface/calendar-words'
import { type Answers, answerOf } from '@/lib/questionnaire/answer-values'
import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { asText } from '@/lib/questionnaire/expression-values'
import { filledText, namedInText } from '@/lib/questionnaire/filled-text'
import { pathOf } from '@/lib/questionnaire/flow'
import { textIn } from '@/lib/questionnaire/language'

type Reading = { readonly questionnaire: Questionnaire; readonly calendar: CalendarWords }

/** Reads texts of the questionnaire as this person sees them: answers stand in the places that name their items. */
export function textFiller(
  reading: Reading,
  answers: Answers,
): (text: LanguageMap | string | null | undefined) => string {
  const { questionnaire } = reading
  const { defaultLanguage } = questionnaire
  // Most questionnaires name no answers in their texts; then no path is followed.
  let path: ReturnType<typeof pathOf> | null = null
  const wordsOf = (itemId: string): string => {
    const item = questionnaire.items.find(({ id }) => id === itemId)
    path ??= pathOf(questionnaire, answers)
    if (item === undefined || !path.isAsked(itemId)) return ''
    if (item.type === 'calculated') {
      // A calculation that hands on an answer hands on its words.
      const [only, ...others] = namedInText(item.calculation)
      const handsOn = others.length === 0 && item.calculation.trim() === `\${${only}}`
      return handsOn ? wordsOf(String(only)) : asText(path.itemValue(itemId))
    }
    const answer = answerOf(answers, itemId)
    return answer === undefined ? '' : answerLines(reading, item, answer).join(', ')
  }
  return (text) =>
    filledText(typeof text === 'string' ? text : textIn(text, defaultLanguage, defaultLanguage), wordsOf)
}
