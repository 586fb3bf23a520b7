import { dateInWords } from '@/lib/interface/calendar-words'
import type { EntryFault } from '../../entry'
import type { PageParts } from './page-parts'

/** What is wrong with an entry and what to do, in the language of the page. */
export function faultText({ say, calendar }: Pick<PageParts, 'say' | 'calendar'>, fault: EntryFault): string {
  const { code, params } = fault
  const isOutside = code === 'date_too_early' || code === 'date_too_late'
  return say(
    `error.${code}`,
    isOutside
      ? { min: sayDate(calendar, String(params.min)), max: sayDate(calendar, String(params.max)) }
      : params,
  )
}

/** A date in the words of the page; as it is written in the questionnaire where the page has no such words. */
export function sayDate(calendar: PageParts['calendar'], date: string): string {
  return calendar === null ? date : dateInWords(calendar, date)
}
