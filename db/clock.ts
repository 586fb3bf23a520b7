import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { settings } from './schema/settings'
import type { Transaction } from './write-queue'

/** A day, in milliseconds. */
const day = 86_400_000
/** A clock that is further ahead than this of the day on which it was last looked at may have jumped. */
const longestPause = 7 * day

/** Day on which the clock was believed last. */
export const seenSetting = 'clockSeenOn'
/** When a jump was noticed, by the clock that jumped. */
const doubtSetting = 'clockDoubtedAt'

/**
 * Whether the clock may decide that answers are erased. A clock that was set wrong, to a year ahead say, would otherwise erase every round
 * at once. After a jump ahead, or after a week in which the program did not run, it is believed when it shows a day more, and no week more,
 * than when that was noticed: also on a computer that is switched off at night, since what was noticed is kept.
 */
export async function isClockTrusted(actor: Actor, now: Date): Promise<boolean> {
  authorise(actor, 'installation.check')
  const today = dateOf(now)
  const seen = stored(seenSetting)
  const doubted = stored(doubtSetting)
  const isAhead = seen !== null && now.getTime() - Date.parse(seen) > longestPause
  if (isAhead) {
    const since = doubted === null ? Number.NaN : now.getTime() - Date.parse(doubted)
    if (!(since >= 0 && since <= longestPause + day)) {
      await store().writes.transact(async (tx) => put(tx, doubtSetting, now.toISOString()))
      return false
    }
    if (since < day) return false
  }
  if (seen !== today) await store().writes.transact(async (tx) => put(tx, seenSetting, today))
  return true
}

function stored(name: string): string | null {
  const found = store()
    .reader.select()
    .from(settings)
    .all()
    .find((setting) => setting.name === name)?.value
  return typeof found === 'string' ? found : null
}

function put(tx: Transaction, name: string, value: string): void {
  tx.db
    .insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } })
    .run()
}
