import { randomUUID } from 'node:crypto'

const day = 86_400_000

/**
 * A new id, UUIDv7, whose time is that of the day's beginning: ids sort by day and tell no hour.
 *
 * @see RFC 9562, section 5.7
 */
export function newId(now: Date): string {
  const time = (Math.floor(now.getTime() / day) * day).toString(16).padStart(12, '0')
  // The rest is as in version 4, whose random bytes Node draws for many ids at once.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** A random whole number from 0 to 2³² − 1. */
export function newRecordKey(): number {
  return Number.parseInt(randomUUID().slice(0, 8), 16)
}

/** The date, UTC: `2026-03-01`. */
export function dateOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}
