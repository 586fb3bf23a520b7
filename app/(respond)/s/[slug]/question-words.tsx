import type { Item, ItemOfType } from '@/lib/questionnaire/definition'
import { fieldKindOf } from '../../entry'
import { rangeInWords } from './date-question'
import { type PageParts, textOf } from './page-parts'

const askedDate = {
  day: 'question.date',
  month: 'question.dateMonth',
  year: 'question.dateYear',
} as const

/** What helps to answer: the item's own help, and how an answer is given. */
export function hintsFor(
  parts: Pick<PageParts, 'say' | 'questionnaire' | 'calendar'>,
  item: Item,
): readonly string[] {
  const { say, questionnaire } = parts
  return [
    textOf(questionnaire, item.help),
    fieldKindOf(questionnaire, item) === 'choose_several' ? say('question.chooseAll') : '',
    item.type === 'number' ? say('question.number', { min: item.min, max: item.max }) : '',
    item.type === 'rank' ? say('question.rank') : '',
    item.type === 'time' && !isWholeDay(item) ? say('question.time', { min: item.min, max: item.max }) : '',
    item.type === 'date' ? say(askedDate[item.precision], rangeInWords(parts, item)) : '',
  ].filter((hint) => hint !== '')
}

function isWholeDay({ min, max }: ItemOfType<'time'>): boolean {
  return min === '00:00' && max === '23:59'
}

/** The hints of a question and what is wrong with its answer, '' where nothing is. */
export function QuestionWords({
  hints,
  remedy,
}: {
  readonly hints: readonly string[]
  readonly remedy: string
}) {
  return (
    <>
      {hints.map((hint, place) => (
        <p className="hint" id={`hint-${place}`} key={hint}>
          {hint}
        </p>
      ))}
      {remedy !== '' && (
        <p className="remedy" id="remedy">
          {remedy}
        </p>
      )}
    </>
  )
}

/** Ids of all that describes the field of a question: its words, its unit, how long the text may be. */
export function describedBy(item: Item, hints: readonly string[], remedy: string): string | undefined {
  const ids = [
    ...hints.map((_, place) => `hint-${place}`),
    ...(item.type === 'number' && item.unit ? ['unit'] : []),
    ...(item.type === 'text' ? ['count'] : []),
    ...(remedy === '' ? [] : ['remedy']),
  ]
  return ids.length === 0 ? undefined : ids.join(' ')
}
