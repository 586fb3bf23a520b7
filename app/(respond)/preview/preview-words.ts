import { type CalendarWords, calendarWords } from '@/lib/interface/calendar-words'
import type { Messages } from '@/lib/interface/message'
import { interfaceLanguageFor, interviewMessages } from '@/lib/interface/messages'

/** What the pages say around the texts of a questionnaire. */
export type PreviewWords = {
  readonly language: string
  readonly messages: Messages
  readonly calendar: CalendarWords
}

/** In the language, else in the one that its readers would meet instead. */
export function previewWords(language: string): PreviewWords {
  const spoken = interfaceLanguageFor(language) ?? 'en'
  return {
    language,
    messages: interviewMessages(spoken, { asksEarlier: false, asksDate: true }),
    calendar: calendarWords(language),
  }
}
