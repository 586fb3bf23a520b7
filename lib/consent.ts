import { calendarWords, dateInWords } from './interface/calendar-words'
import { sayIn } from './interface/message'
import { messagesIn } from './interface/messages'
import type { Questionnaire, Section } from './questionnaire/definition'
import { textIn } from './questionnaire/language'
import { isDisplayed } from './questionnaire/options'

/** Version of what the consent page means; rises with every change of its meaning and is stored with each response. */
export const consentVersion = 4

/** The consent page of a round in one language, word for word as a person reads it. */
export type ConsentWords = {
  readonly version: number
  /** Who runs the survey, as it stands in the lead; '' where nobody is named. */
  readonly organisation: string
  /** What the survey is about and, last, who runs it where somebody is named. */
  readonly lead: readonly string[]
  readonly parts: readonly ConsentPart[]
  /** Whom the survey is for. */
  readonly adult: string
  /** What the button says by which a person agrees. */
  readonly agree: string
}

export type ConsentPart = {
  readonly title: string
  readonly text: readonly string[]
  /** Read by everybody; the others open at a touch. */
  readonly isFirstLayer: boolean
}

/**
 * What a person is told before being asked anything: what is asked, why, that nothing depends on it, who sees it, how long it
 * is kept, how to withdraw; in a later wave, that answers are compared with earlier ones only by the person's own code.
 *
 * @param questionnaire as it was published: what repeats is named once
 * @param round `organisation` '' where nobody is named; `keptUntil` a date, or null where no day is set; `isLaterWave` where people
 *   who answered an earlier wave may say so
 * @param language one of the interface's languages, in which the questionnaire is complete
 */
export function consentWords(
  questionnaire: Questionnaire,
  round: {
    readonly organisation: string
    readonly keptUntil: string | null
    readonly isLaterWave: boolean
  },
  language: string,
): ConsentWords {
  const say = sayIn(language, messagesIn(language))
  const ownText = (map: Questionnaire['intro']) => textIn(map, language, questionnaire.defaultLanguage)
  const asked = sectionsWithQuestions(questionnaire).map(({ title }) => ownText(title))
  const minutes = questionnaire.estimatedMinutes
  const part = (name: 'why' | 'free' | 'again' | 'who' | 'withdraw', isFirstLayer: boolean): ConsentPart => ({
    title: say(`consent.${name}.title`),
    text: [say(`consent.${name}.text`)],
    isFirstLayer,
  })
  return {
    version: consentVersion,
    organisation: round.organisation,
    lead: [
      ownText(questionnaire.intro),
      ...(round.organisation === '' ? [] : [say('consent.by', { organisation: round.organisation })]),
    ],
    parts: [
      part('why', true),
      {
        title: say('consent.what.title'),
        text: [
          [...new Set(asked)].join(' · '),
          say('consent.what.text'),
          ...(minutes === undefined ? [] : [say('consent.minutes', { minutes })]),
        ],
        isFirstLayer: true,
      },
      part('free', true),
      ...(round.isLaterWave ? [part('again', true)] : []),
      part('who', false),
      {
        title: say('consent.kept.title'),
        text: [
          say('consent.kept.text'),
          round.keptUntil === null
            ? say('consent.kept.needed')
            : say('consent.kept.until', { date: dateInWords(calendarWords(language), round.keptUntil) }),
        ],
        isFirstLayer: false,
      },
      part('withdraw', false),
    ],
    adult: say('consent.adult'),
    agree: say('consent.agree'),
  }
}

/** All of a consent page as one text, to be kept. */
export function consentText({ lead, parts, adult, agree }: ConsentWords): string {
  const paragraphs = parts.map(({ title, text }) => [title, ...text].join('\n'))
  return [...lead, ...paragraphs, adult, agree].join('\n\n')
}

/** The sections in which somebody is asked something. */
function sectionsWithQuestions({ sections, items }: Questionnaire): readonly Section[] {
  const asked = new Set(items.filter((item) => isDisplayed(item) && item.type !== 'note').map(({ id }) => id))
  return sections.filter((section) => section.items.some((id) => asked.has(id)))
}
