import { daysKept } from '@/lib/days-kept'

const dayLength = 86_400_000

/** A day by the device's clock, counted from 1 January 1970. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayLength)
}

/** No clock that is right shows a day before this program was made, nor one twenty years later. */
const programMade = dayOf(new Date('2026-01-01'))
const longPast = dayOf(new Date('2046-01-01'))

/**
 * Whether a draft is past its days, by a clock that may be years off.
 *
 * | day of the last writing | verdict |
 * |---|---|
 * | at most `daysKept` ago | `kept` |
 * | longer ago | `expired` |
 * | not known, or later than today | `unknown`: the clock was set in between |
 * | believable and today is not, or the other way | `unknown`: as above |
 *
 * @param keptOn day of the last writing
 * @param today as the same clock shows it now
 */
export function ageOf(keptOn: number | undefined, today: number): 'kept' | 'expired' | 'unknown' {
  if (keptOn === undefined || keptOn > today || eraOf(keptOn) !== eraOf(today)) return 'unknown'
  return today - keptOn > daysKept ? 'expired' : 'kept'
}

function eraOf(day: number): 'before' | 'believable' | 'after' {
  if (day < programMade) return 'before'
  return day < longPast ? 'believable' : 'after'
}
