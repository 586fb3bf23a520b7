import { numberLocale } from '../interface/message'
import { dateIn } from '../interface/number-words'
import { arePaperWordsDrafted, paperLanguageFor } from '../interface/paper/paper-words'
import { researchWords } from '../interface/research/research-words'
import { incompleteTexts } from '../questionnaire/check'
import type { Item, Questionnaire, Section } from '../questionnaire/definition'
import { directionOf } from '../questionnaire/language'
import { isDisplayed } from '../questionnaire/options'
import { repeatsOf } from '../questionnaire/repeats'
import { isSkippableSection } from '../questionnaire/skippable-section'
import { annexOf } from './annex'
import { itemOnPaper } from './item-on-paper'
import type { PaperDocument, PaperGroup, PaperSection } from './paper-document'
import { conditionRich, type PaperWording, paperWording } from './paper-wording'

/** A questionnaire of more questions than this has a table of contents. */
const mostWithoutContents = 60

/**
 * A questionnaire as people fill it in on paper and as ethics boards read it: every item with its id, the room for its answer, its options
 * with their codes, and in words when it is asked. Scores are left out: whoever answers or reads it out must not see them. So is the consent
 * text, which belongs to the round.
 *
 * @param language one of the questionnaire's; a text that it lacks stands in the default one
 * @param publishedOn the day (`2026-03-01`); null for a draft
 */
export function questionnaireOnPaper(
  questionnaire: Questionnaire,
  language: string,
  publishedOn: string | null,
): PaperDocument {
  const wording = paperWording(questionnaire, language)
  const { say, text, spoken } = wording
  const title = text(questionnaire.title)
  const published = publishedOn === null ? say('about.unpublished') : dateIn(spoken)(publishedOn)
  const version = String(questionnaire.version)
  return {
    language,
    direction: directionOf(language),
    wordsDirection: directionOf(spoken),
    title,
    // A form that has no introduction is imported with its title in that place.
    intro: text(questionnaire.intro) === title ? '' : text(questionnaire.intro),
    outro: text(questionnaire.outro),
    facts: factsOf(questionnaire, language, published, wording),
    warnings: warningsOf(questionnaire, language, wording),
    warningOfMissingSigns: say('about.letters'),
    how: { heading: say('how.heading'), sentences: instructionsOf(questionnaire, wording) },
    contents:
      questionnaire.sections.length > 1 && wording.numbers.size > mostWithoutContents
        ? say('about.contents')
        : null,
    sections: questionnaire.sections.flatMap((section) => sectionOnPaper(questionnaire, section, wording)),
    annex: annexOf(questionnaire, wording),
    footer: say('about.footer', { title, version, date: published }),
    pageNumber: researchWords(spoken)('report.page', { page: '{page}', pages: '{pages}' }),
    publishedOn,
  }
}

function factsOf(
  questionnaire: Questionnaire,
  language: string,
  published: string,
  { say, spoken, numbers }: PaperWording,
): PaperDocument['facts'] {
  const report = researchWords(spoken)
  const { id, version, estimatedMinutes, items } = questionnaire
  const name = new Intl.DisplayNames([spoken], { type: 'language' }).of(language) ?? language
  const hasRoutes = items.some(({ relevant }) => relevant !== null)
  return [
    { label: say('about.questionnaire'), value: id },
    { label: report('report.version'), value: String(version) },
    { label: say('about.published'), value: published },
    { label: report('report.language'), value: name },
    {
      label: say('about.questions'),
      value: hasRoutes
        ? say('about.questionsMost', { count: numbers.size })
        : new Intl.NumberFormat(numberLocale(spoken)).format(numbers.size),
    },
    ...(estimatedMinutes === undefined
      ? []
      : [{ label: say('about.minutes'), value: say('about.minutesAbout', { minutes: estimatedMinutes }) }]),
  ]
}

function warningsOf(
  questionnaire: Questionnaire,
  language: string,
  { say, spoken }: PaperWording,
): readonly string[] {
  const { defaultLanguage } = questionnaire
  const status = questionnaire.translationStatus[language] ?? 'source'
  const lacking = incompleteTexts(questionnaire, language).filter((path) => !path.startsWith('scoring.'))
  const fallback = new Intl.DisplayNames([spoken], { type: 'language' }).of(defaultLanguage)
  return [
    ...(status === 'source' || language === defaultLanguage
      ? []
      : [say('about.translationDraft', { status })]),
    ...(lacking.length === 0
      ? []
      : [say('about.untranslated', { count: lacking.length, language: fallback ?? defaultLanguage })]),
    ...(arePaperWordsDrafted(paperLanguageFor(language)) ? [say('about.wordsDraft')] : []),
  ]
}

function instructionsOf(questionnaire: Questionnaire, { say }: PaperWording): readonly string[] {
  return [
    say('how.consent'),
    say('how.leaveOut'),
    say('how.marks'),
    say('how.codes'),
    ...(questionnaire.items.some(({ relevant }) => relevant !== null) ? [say('how.skip')] : []),
  ]
}

/** None for a section of which nothing is shown to anybody: the annex has its items. */
function sectionOnPaper(
  questionnaire: Questionnaire,
  section: Section,
  wording: PaperWording,
): readonly PaperSection[] {
  const items = section.items.flatMap((itemId) =>
    questionnaire.items.filter((item) => item.id === itemId && isDisplayed(item)),
  )
  if (items.length === 0) return []
  const { text, say } = wording
  const repeat = repeatsOf(questionnaire).find(({ id }) => id === section.repeat)
  return [
    {
      title: text(section.title).replaceAll(/\s+/g, ' '),
      notes: [
        ...(repeat === undefined ? [] : [say('section.repeat', { count: repeat.most })]),
        ...(isSkippableSection(questionnaire, section) ? [say('section.skippable')] : []),
      ],
      intro: text(section.intro),
      groups: groupsOf(questionnaire, items, wording),
    },
  ]
}

/** Items in their order; those that follow each other under one condition stand together, so that it is read once. */
function groupsOf(
  questionnaire: Questionnaire,
  items: readonly Item[],
  wording: PaperWording,
): readonly PaperGroup[] {
  const runs: Item[][] = []
  for (const item of items) {
    const last = runs.at(-1)
    if (last !== undefined && item.relevant !== null && last[0]?.relevant === item.relevant) last.push(item)
    else runs.push([item])
  }
  return runs.map((run) => ({
    skip: skipOf(run, wording),
    items: run.map((item) => itemOnPaper(questionnaire, item, wording)),
  }))
}

function skipOf(run: readonly Item[], wording: PaperWording): PaperGroup['skip'] {
  const relevant = run[0]?.relevant ?? null
  if (relevant === null) return null
  const numbers = run.flatMap(({ id }) => wording.numbers.get(id) ?? [])
  const [first] = numbers
  const last = numbers.at(-1)
  const words =
    first === undefined || last === undefined || first === last
      ? wording.say('skip.one')
      : wording.say('skip.run', { first, last })
  return [{ kind: 'words', text: `${words} ` }, ...conditionRich(relevant, wording)]
}
