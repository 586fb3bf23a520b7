import { dateInWords } from '@/lib/interface/calendar-words'
import type { EntryFault } from '../../entry'
import type { PageParts } from './page-parts'

/** What is wrong with an entry and what to do, in the language of the page. */
export function faultText({ say, calendar }: Pick<PageParts, 'say' | 'calendar'>, fault: EntryFault): string {
  const { code, params } = fault
  if (code === 'answer_required' && typeof params.requiredMessage === 'string') return params.requiredMessage
  const isOutside = code === 'date_too_early' || code === 'date_too_late'
  return say(
    `error.${code}`,
    isOutside
      ? { min: dateInWords(calendar, String(params.min)), max: dateInWords(calendar, String(params.max)) }
      : params,
  )
}
