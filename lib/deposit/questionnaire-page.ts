import type { Item, Questionnaire, Section } from '../questionnaire/definition'
import { countryOptions, directionOf, languageName, textIn, unitIn } from '../questionnaire/language'
import { hasOptions, labelledEnds, offeredMissingCodes, responseOptions } from '../questionnaire/options'
import { relevanceInWords } from '../relevance-in-words'
import { xmlText } from '../xml-text'
import { htmlPage } from './html-page'

/**
 * A questionnaire in one language as a page to read and print: every question with its id, answers with their codes, and who is asked.
 * Texts are in the language of the page, notes in English.
 */
export function questionnairePage(questionnaire: Questionnaire, language: string): string {
  const { id, version, title, intro, sections, items, translationStatus } = questionnaire
  const say = sayer(questionnaire, language)
  const itemById = new Map(items.map((item) => [item.id, item]))
  const status = translationStatus[language] ?? 'source'
  const about = [
    `Questionnaire ${id}, version ${version}.`,
    `Language: ${languageName(language)} (${status === 'source' ? 'the language it was written in' : status}).`,
  ].join(' ')
  return htmlPage(say(title), language, [
    `<h1>${xmlText(say(title))}</h1>`,
    `<p class="note" lang="en" dir="ltr">${xmlText(about)}</p>`,
    `<p>${xmlText(say(intro))}</p>`,
    ...sections.map((section) => sectionHtml(questionnaire, language, section, itemById)),
    `<p>${xmlText(say(questionnaire.outro))}</p>`,
  ])
}

function sectionHtml(
  questionnaire: Questionnaire,
  language: string,
  section: Section,
  itemById: ReadonlyMap<string, Item>,
): string {
  const say = sayer(questionnaire, language)
  const intro = say(section.intro)
  return [
    `<section><h2>${xmlText(say(section.title))}</h2>`,
    intro === '' ? '' : `<p>${xmlText(intro)}</p>`,
    ...section.items.map((itemId) => {
      const item = itemById.get(itemId)
      return item === undefined ? '' : itemHtml(questionnaire, language, item)
    }),
    '</section>',
  ].join('\n')
}

function itemHtml(questionnaire: Questionnaire, language: string, item: Item): string {
  const say = sayer(questionnaire, language)
  const help = say(item.help)
  return [
    '<article>',
    `<h3><code dir="ltr">${item.id}</code> ${xmlText(say(item.label))}</h3>`,
    help === '' ? '' : `<p>${xmlText(help)}</p>`,
    answersHtml(questionnaire, language, item),
    ...notesOf(questionnaire, language, item).map(
      (note) => `<p class="note" lang="en" dir="ltr">${note}</p>`,
    ),
    '</article>',
  ].join('\n')
}

function answersHtml(questionnaire: Questionnaire, language: string, item: Item): string {
  const say = sayer(questionnaire, language)
  const proper = hasOptions(item)
    ? item.choiceSource === undefined
      ? responseOptions(questionnaire, item).map(({ code, label }) => [code, say(label)] as const)
      : countryOptions(language).map(({ code, label }) => [code, label] as const)
    : labelledEnds(item).map(({ code, label }) => [code, say(label)] as const)
  const reserved = offeredMissingCodes(item).map(
    (code) => [code, say(questionnaire.missingLabels[code])] as const,
  )
  const rows = [...proper, ...reserved].map(
    ([code, label]) => `<tr><td><code dir="ltr">${xmlText(code)}</code></td><td>${xmlText(label)}</td></tr>`,
  )
  return rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`
}

/** What somebody who reads the data must know of a question: how it is answered, who is asked, how it is treated. */
function notesOf(questionnaire: Questionnaire, language: string, item: Item): readonly string[] {
  return [
    kindOf(questionnaire, language, item),
    item.relevant === null
      ? ''
      : `Asked only when ${relevanceHtml(questionnaire, language, item.relevant)}. Otherwise skipped: not asked.`,
    requiredNote(questionnaire, language, item),
    item.sensitive ? 'Sensitive.' : '',
  ].filter((note) => note !== '')
}

function requiredNote(questionnaire: Questionnaire, language: string, { required }: Item): string {
  if (typeof required === 'boolean') return required ? 'Must be answered or refused.' : ''
  return `Must be answered or refused only when ${relevanceHtml(questionnaire, language, required)}.`
}

function kindOf(questionnaire: Questionnaire, language: string, item: Item): string {
  switch (item.type) {
    case 'single':
      return 'One answer.'
    case 'multiple':
      return 'Any number of answers.'
    case 'number':
    case 'scale':
    case 'hidden': {
      const unit =
        item.type === 'number' ? xmlText(unitIn(item.unit, language, questionnaire.defaultLanguage)) : ''
      const range = `A number from ${item.min} to ${item.max}${unit === '' ? '' : ` (${unit})`}.`
      return item.type === 'hidden' ? `Asked of nobody: set by the round. ${range}` : range
    }
    case 'text':
      return `In the person's own words, ${item.maxLength} characters at most.`
    case 'time':
      return `A time of day from ${item.min} to ${item.max}.`
    case 'rank':
      return 'All answers put in order, the first one first.'
    case 'note':
      return 'Shown, not asked.'
    case 'today':
      return 'Asked of nobody: the day of the interview, filled in by the device.'
    case 'calculated':
      return `Asked of nobody: calculated as <code>${xmlText(item.calculation)}</code>.`
    case 'date':
      return `A ${item.precision === 'day' ? 'date' : item.precision} from ${item.min} to ${item.max}.`
  }
}

function relevanceHtml(questionnaire: Questionnaire, language: string, expression: string): string {
  const parts = relevanceInWords(questionnaire, expression, language)
  if (parts === null) return `<code>${xmlText(expression)}</code>`
  return parts
    .map((part) =>
      typeof part === 'string'
        ? xmlText(part)
        : `<q lang="${language}" dir="${directionOf(language)}">${xmlText(part.quoted)}</q>`,
    )
    .join('')
}

function sayer({ defaultLanguage }: Questionnaire, language: string) {
  return (text: Parameters<typeof textIn>[0]) => textIn(text, language, defaultLanguage)
}
