import { isolatedWords } from '../bidi-text'
import type { Item, LanguageMap, Questionnaire } from './definition'
import { namedInTexts } from './filled-text'
import { textIn } from './language'
import { hasOptions } from './options'
import { type PlacedText, placedTexts, type TextKind, type TextOwner, withEachText } from './placed-texts'

/** Where a text stands, for somebody who sees it alone. */
export type TextContext = TextOwner & {
  readonly kind: TextKind
  /** What it is, in English, with the words of the default language of what it belongs to. */
  readonly note: string
}

export type TranslatableText = {
  /** Its address by ids, which stays when things are moved: `items/work_status/choices/employed`. */
  readonly key: string
  readonly texts: LanguageMap
  readonly context: TextContext
}

/**
 * The texts to translate, in the order in which a person meets them (`placedTexts`), each with what a translator must know of it.
 *
 * @returns each key once: of two parts of a draft with one id, the first
 */
export function translatableTexts(questionnaire: Questionnaire): readonly TranslatableText[] {
  const firsts = new Map<string, PlacedText>()
  for (const place of placedTexts(questionnaire)) if (!firsts.has(place.key)) firsts.set(place.key, place)
  const noteOf = notesOf(questionnaire)
  return [...firsts.values()].map((place) => {
    const { key, texts, kind, sectionId, itemId, code } = place
    return { key, texts, context: { kind, sectionId, itemId, code, note: noteOf(place) } }
  })
}

/**
 * The questionnaire with texts of one language set; all else stays as it was. The default language can be set too.
 *
 * @param changes texts by the keys of `translatableTexts`; an empty one takes the text away
 * @throws RangeError when the questionnaire lacks the language or a key
 */
export function withTexts(
  questionnaire: Questionnaire,
  language: string,
  changes: ReadonlyMap<string, string>,
): Questionnaire {
  if (!questionnaire.languages.includes(language))
    throw new RangeError(`The questionnaire has no language "${language}".`)
  const open = new Map(changes)
  const changed = withEachText(questionnaire, ({ key, texts }) => {
    const text = open.get(key)
    if (text === undefined) return texts
    open.delete(key)
    const { [language]: _, ...others } = texts
    return text.trim() === '' ? others : { ...texts, [language]: text }
  })
  const [unknown] = open.keys()
  if (unknown !== undefined) throw new RangeError(`The questionnaire has no text "${unknown}".`)
  return changed
}

/** More questions than this are counted, not named. */
const mostNamed = 3

function notesOf(questionnaire: Questionnaire): (place: PlacedText) => string {
  const { defaultLanguage } = questionnaire
  const shortText = (texts: LanguageMap | undefined) =>
    quotedStart(textIn(texts, defaultLanguage, defaultLanguage))
  const items = new Map(questionnaire.items.map((item) => [item.id, item]))
  const sections = new Map(questionnaire.sections.map((section) => [section.id, section]))
  const sharing = itemsByList(questionnaire)
  const question = (itemId: string | null) => shortText(items.get(itemId ?? '')?.label)
  const section = (sectionId: string | null) => shortText(sections.get(sectionId ?? '')?.title)
  const offeredBy = ({ key, itemId }: PlacedText) => {
    const [room, name = ''] = key.split('/')
    if (room === 'items') return `of the question ${question(itemId)}`
    const itemIds = sharing.get(name) ?? []
    if (itemIds.length === 0) return 'of a list that no question has'
    const named = itemIds.slice(0, mostNamed).map(question).join(', ')
    const others = itemIds.length - mostNamed
    if (others > 0) return `of the questions ${named} and ${others} more`
    return `of the ${itemIds.length === 1 ? 'question' : 'questions'} ${named}`
  }

  const what = (place: PlacedText): string => {
    const { kind, itemId, sectionId, code } = place
    switch (kind) {
      case 'title':
        return 'Title of the questionnaire.'
      case 'intro':
        return 'Words before the first question.'
      case 'outro':
        return 'Words after the last question.'
      case 'section_title':
        return 'Title of a section.'
      case 'section_intro':
        return `Words before the section ${section(sectionId)}.`
      case 'repeat_label':
        return `What each entry of the section ${section(sectionId)} is about, which is asked several times; a number stands behind it.`
      case 'label':
        return whatIsAsked(items.get(itemId ?? ''), section(sectionId))
      case 'help':
        return `Help for the question ${question(itemId)}.`
      case 'follow_up_label':
        return `The question ${question(itemId)} as it is asked of somebody who answered in an earlier round.`
      case 'constraint_message':
        return `What is said when an answer to ${question(itemId)} does not fit.`
      case 'required_message':
        return `What is said when ${question(itemId)} is left out and needs an answer.`
      case 'unit':
        return `Unit of the number asked for by ${question(itemId)}.`
      case 'lowest':
        return `The lowest value of the scale of ${question(itemId)}.`
      case 'highest':
        return `The highest value of the scale of ${question(itemId)}.`
      case 'option':
        return `Response option "${code}" ${offeredBy(place)}.`
      case 'missing_option':
        return `Answer "${code}" (${missingMeanings[code ?? ''] ?? ''}), which several questions offer.`
      case 'dimension':
      case 'subdimension':
        return 'Name of a score. People who answer do not see it.'
    }
  }

  return (place) => {
    const kept = namedInTexts(place.texts).map(
      (itemId) => ` \${${itemId}} stands for the answer to ${question(itemId)}: keep it as it is.`,
    )
    return `${what(place)}${kept.join('')}`
  }
}

const missingMeanings: Readonly<Record<string, string>> = {
  pnta: 'prefer not to answer',
  dk: "don't know",
  na: 'does not apply',
}

function whatIsAsked(item: Item | undefined, section: string): string {
  switch (item?.type) {
    case 'note':
      return `A text to read, without a question, of the section ${section}.`
    case 'calculated':
    case 'today':
    case 'hidden':
      return 'Name of a value that nobody is asked for. People who answer do not see it.'
    default:
      return `Question of the section ${section}.`
  }
}

function itemsByList({ items }: Questionnaire): ReadonlyMap<string, readonly string[]> {
  const byList = new Map<string, string[]>()
  for (const item of items) {
    if (!hasOptions(item) || item.choiceList === undefined) continue
    const itemIds = byList.get(item.choiceList)
    if (itemIds === undefined) byList.set(item.choiceList, [item.id])
    else itemIds.push(item.id)
  }
  return byList
}

/** The beginning of a text, on one line and in quotation marks. */
function quotedStart(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return `“${isolatedWords(letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : line)}”`
}
