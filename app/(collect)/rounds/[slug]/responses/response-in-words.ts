import { answerLines } from '@/app/ui/fields/answer-text'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { ListedResponse, ReadItem, ReadResponse } from '@/db/response-reading'
import { dateInWords } from '@/lib/interface/calendar-words'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { isDisplayed } from '@/lib/questionnaire/options'
import type { ReadLine, ReadState } from './read-state'

const staffLanguage = 'en'

/** How a response came, as staff read it. */
export const channelInWords = {
  web: 'on the page of the survey',
  api: 'from a program',
  import: 'from an imported file',
} as const satisfies Readonly<Record<ListedResponse['channel'], string>>

const noteOf = {
  sensitive: 'Not shown: sensitive, or tells a sensitive answer.',
  text: 'Not shown: written in the person’s own words.',
  not_asked: 'Not asked.',
  skipped: 'Not answered.',
} as const satisfies Readonly<Partial<Record<ReadItem['status'], string>>>

/** What one person answered, in the words of staff: in English where the questionnaire has it. */
export function responseInWords({
  response,
  questionnaire,
  sections,
}: ReadResponse): NonNullable<ReadState['read']> {
  const language = questionnaire.languages.includes(staffLanguage)
    ? staffLanguage
    : questionnaire.defaultLanguage
  const inLanguage = { ...questionnaire, defaultLanguage: language }
  const lineOf = ({ item, status, answer }: ReadItem): ReadLine => ({
    question: textIn(item.label, language, questionnaire.defaultLanguage),
    answer:
      answer === null
        ? []
        : answerLines({ questionnaire: inLanguage, calendar: staffCalendar }, item, answer),
    note: answer === null ? (Object.entries(noteOf).find(([name]) => name === status)?.[1] ?? null) : null,
  })
  return {
    about: `Answered on ${dateInWords(staffCalendar, response.answeredOn)}, in ${languageName(response.language)}, ${channelInWords[response.channel]}.`,
    sections: sections.map(({ id, items }) => ({
      id,
      title: textIn(
        questionnaire.sections.find((section) => section.id === id)?.title,
        language,
        questionnaire.defaultLanguage,
      ),
      lines: items.filter(({ item }) => isDisplayed(item) && item.type !== 'note').map(lineOf),
    })),
  }
}
