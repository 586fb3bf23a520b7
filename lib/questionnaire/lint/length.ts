import type { Item, Questionnaire } from '../definition'
import { scriptOf, textIn } from '../language'
import { hasOptions, isDisplayed, isPickedFromList, responseOptions } from '../options'
import { type Finding, finding } from './finding'

/** Minutes above which many people give up. */
const mostMinutes = 20

/** How far the reading may take longer than the questionnaire says. */
const tolerated = 4 / 3

/**
 * Seconds from having heard a question to the next one. An ordinary question of a self-administered survey takes ten to eleven seconds in
 * all (Pew Research Center 2022, "How we keep our online surveys from running too long": 85 of them in 15 minutes), about half of it reading.
 * What is written takes a good deal longer than what is chosen.
 */
const secondsToAnswer = { chosen: 5, entered: 8, written: 30, read: 1 } as const

/**
 * Characters without spaces that are read aloud in a minute, by script. Alphabets: 68 ms a character. Scripts that leave out vowels, and Chinese
 * and Japanese, are read by fewer characters; where a character is a syllable, 370 of them.
 *
 * @see Trauzettel-Klosinski, Dietz (2012), Investigative Ophthalmology & Visual Science 53(9), 5452–5461: adults reading aloud in 17 languages
 */
const charactersPerMinute: Readonly<Record<string, number>> = {
  Arab: 612,
  Hebr: 833,
  Hans: 255,
  Hant: 255,
  Jpan: 357,
  Ethi: 370,
  Kore: 370,
}
const charactersPerMinuteOfAlphabets = 60 / 0.068

/**
 * How long a questionnaire takes somebody in a language, in minutes: everything read aloud, as an interviewer does, and then answered. An item
 * that is asked under a condition counts half, and of a repeat one entry. Options that are searched are not read, and neither are reserved codes.
 *
 * Whoever reads silently and well is faster by a fifth or so; whoever is asked to explain is slower.
 */
export function minutesToAnswer(questionnaire: Questionnaire, language: string): number {
  const textOf = (texts: Item['label'] | null | undefined) =>
    textIn(texts, language, questionnaire.defaultLanguage)
  const perMinute = charactersPerMinute[scriptOf(language)] ?? charactersPerMinuteOfAlphabets
  const minutesOf = (texts: readonly string[]) => texts.join('').replace(/\s/g, '').length / perMinute
  const { title, intro, outro, sections, items } = questionnaire
  const around = [title, intro, outro, ...sections.map((section) => section.intro)].map(textOf)
  return items.reduce((minutes, item) => {
    if (!isDisplayed(item)) return minutes
    const options =
      hasOptions(item) && !isPickedFromList(questionnaire, item) ? responseOptions(questionnaire, item) : []
    const read = [item.label, item.help, ...options.map(({ label }) => label)].map(textOf)
    const asked = minutesOf(read) + answerSeconds(item) / 60
    return minutes + (item.relevant === null ? asked : asked / 2)
  }, minutesOf(around))
}

function answerSeconds({ type }: Item): number {
  switch (type) {
    case 'text':
      return secondsToAnswer.written
    case 'number':
    case 'date':
    case 'time':
    case 'rank':
      return secondsToAnswer.entered
    case 'note':
      return secondsToAnswer.read
    default:
      return secondsToAnswer.chosen
  }
}

/** The languages in which a questionnaire takes too long, or longer than it says. */
export function* lintLength(questionnaire: Questionnaire): Generator<Finding> {
  const { languages, estimatedMinutes } = questionnaire
  for (const [place, language] of languages.entries()) {
    const minutes = Math.round(minutesToAnswer(questionnaire, language))
    const isLongerThanSaid = estimatedMinutes !== undefined && minutes > estimatedMinutes * tolerated
    if (!isLongerThanSaid && minutes <= mostMinutes) continue
    const said = isLongerThanSaid ? `, and the questionnaire says ${estimatedMinutes}` : ''
    yield finding(
      'takes_long',
      { path: `languages[${place}]`, ids: `languages/${language}`, language },
      { minutes, ...(estimatedMinutes !== undefined && { estimatedMinutes }) },
      `In "${language}" it takes about ${minutes} minutes to read and answer everything${said}. ${
        minutes > mostMinutes
          ? 'Many people give up after twenty: take out what you can do without, or have people know how long it takes.'
          : 'Say so in "estimatedMinutes", or shorten it.'
      }`,
    )
  }
}
