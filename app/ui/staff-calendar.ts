import { calendarWords } from '@/lib/interface/calendar-words'

/** The words in which staff read dates: "23 November 2026". Times of day are neither kept nor shown. */
export const staffCalendar = calendarWords('en')
