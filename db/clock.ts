import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { settings } from './schema/settings'

/** A day, in milliseconds. */
const day = 86_400_000
/** A clock that is further ahead than this of the day on which it was last looked at may have jumped. */
const longestPause = 7 * day

const setting = 'clockSeenOn'

/** When, in `steady` milliseconds, a jump was noticed. */
let noticedAt: number | null = null

/**
 * Whether the clock may decide that answers are erased. A clock that was set wrong, to a year ahead say, would otherwise erase every round
 * at once. After a jump ahead, or after a week in which the program did not run, it is believed when it has been so for a day.
 *
 * @param steady milliseconds that never go back, of this process
 */
export async function isClockTrusted(actor: Actor, now: Date, steady: number): Promise<boolean> {
  authorise(actor, 'installation.check')
  const today = dateOf(now)
  const seen = store()
    .reader.select()
    .from(settings)
    .all()
    .find(({ name }) => name === setting)?.value
  const isAhead = typeof seen === 'string' && now.getTime() - Date.parse(seen) > longestPause
  if (isAhead) {
    noticedAt ??= steady
    if (steady - noticedAt < day) return false
  }
  noticedAt = null
  if (seen !== today) {
    await store().writes.transact(async (tx) => {
      tx.db
        .insert(settings)
        .values({ name: setting, value: today })
        .onConflictDoUpdate({ target: settings.name, set: { value: today } })
        .run()
    })
  }
  return true
}
