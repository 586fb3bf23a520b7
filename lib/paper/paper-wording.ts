import { type Say, sayIn } from '../interface/message'
import { messagesIn } from '../interface/messages'
import { type PaperSay, paperLanguageFor, paperTexts, paperWords } from '../interface/paper/paper-words'
import type { LanguageMap, Questionnaire } from '../questionnaire/definition'
import { filledText } from '../questionnaire/filled-text'
import { textIn } from '../questionnaire/language'
import { isDisplayed } from '../questionnaire/options'
import { relevanceOfItems } from '../relevance-in-words'
import type { Rich } from './paper-document'

/** How a questionnaire and what stands around it are said on paper. */
export type PaperWording = {
  /** Of the questionnaire's own texts. */
  readonly language: string
  /** Of the words around them: the same where they are spoken in it, else English. */
  readonly spoken: string
  readonly say: PaperSay
  /** The words of the answering pages, in the language of the words around. */
  readonly ask: Say
  /** A text of the questionnaire; an answer that it would show is named by its item's id in square brackets. */
  readonly text: (map: LanguageMap | null | undefined) => string
  /** The place of each question, from 1; what is only read out, or comes about by itself, has none. */
  readonly numbers: ReadonlyMap<string, number>
  /** A condition in words, with what it takes; null where it is beyond them. */
  readonly condition: (expression: string) => Rich | null
}

export function paperWording(questionnaire: Questionnaire, language: string): PaperWording {
  const spoken = paperLanguageFor(language)
  const say = paperWords(language)
  const byPlace = questionnaire.sections
    .flatMap(({ items }) => items)
    .filter((id) => questionnaire.items.some((item) => item.id === id && isAsked(item)))
  const numbers = new Map(byPlace.map((id, place) => [id, place + 1]))
  const filled = (text: string) => filledText(text, (itemId) => `[${itemId}]`)
  return {
    language,
    spoken,
    say,
    ask: sayIn(spoken, messagesIn(spoken)),
    text: (map) => filled(textIn(map, language, questionnaire.defaultLanguage)),
    numbers,
    condition: (expression) => {
      const parts = relevanceOfItems(questionnaire, expression, language, paperTexts(language))
      return (
        parts?.map((part) => {
          if (typeof part === 'string') return { kind: 'words', text: part }
          if ('quoted' in part)
            return { kind: 'words', text: say('condition.quoted', { text: filled(part.quoted) }) }
          return { kind: 'item', number: String(numbers.get(part.itemId) ?? ''), id: part.itemId }
        }) ?? null
      )
    },
  }
}

/** A condition in words; the expression itself where it is beyond them. */
export function conditionRich(expression: string, { condition }: PaperWording): Rich {
  const words = condition(expression)
  return words === null
    ? [{ kind: 'expression', text: expression }]
    : [...words, { kind: 'words', text: '.' }]
}

/** Whether an item is a question. */
function isAsked(item: Questionnaire['items'][number]): boolean {
  return isDisplayed(item) && item.type !== 'note'
}
