import { and, eq, exists, gt, lt, or } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { isDiskProblem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { removeExportFiles, revokeExports } from './export-folder'
import { dateOf } from './identifiers'
import { releaseIfDue } from './release-making'
import { closeRound } from './rounds'
import { cellSums } from './schema/aggregates'
import { responses } from './schema/responses'
import { rounds } from './schema/rounds'
import { savedInterviews } from './schema/saved-interviews'

/**
 * Erases the single answers of every round whose last day has passed: what respondents were told before they agreed. A round
 * that is still open is closed first, whether anybody answered or not, so that its last release is made. Releases stay.
 *
 * @returns number of responses erased
 */
export async function eraseExpiredResponses(actor: Actor, now: Date): Promise<number> {
  authorise(actor, 'installation.check')
  const { reader, writes } = store()
  const saved = reader.select({ code: savedInterviews.codeMac }).from(savedInterviews)
  const hasAnything = or(
    eq(rounds.state, 'open'),
    gt(rounds.responses, 0),
    exists(saved.where(eq(savedInterviews.roundId, rounds.id))),
  )
  const hasExpired = and(lt(rounds.keptUntil, dateOf(now)), hasAnything)
  let erased = 0
  let isAnythingErased = false
  for (const { id, slug, state } of reader.select().from(rounds).where(hasExpired).all()) {
    const release = await lastReleaseOf(actor, { id, slug, state }, now)
    const { changes, files } = await writes.transactAlone(async (tx) => {
      // Scores and notes go with their responses; the live sums are theirs alone.
      const { changes } = tx.db.delete(responses).where(eq(responses.roundId, id)).run()
      tx.db.delete(cellSums).where(eq(cellSums.roundId, id)).run()
      const unsent = tx.db.delete(savedInterviews).where(eq(savedInterviews.roundId, id)).run()
      tx.db.update(rounds).set({ responses: 0 }).where(eq(rounds.id, id)).run()
      if (unsent.changes > 0) audit(tx, actor, 'interview.expire', id, `${unsent.changes} erased`)
      if (changes > 0) audit(tx, actor, 'response.purge', id, `${changes} erased${release}`)
      isAnythingErased ||= changes + unsent.changes > 0
      return { changes, files: revokeExports(tx, id, true) }
    })
    await removeExportFiles(files)
    erased += changes
  }
  if (isAnythingErased) await store().forgetErased()
  return erased
}

/**
 * Makes the last release of a round, which is closed first where it is open.
 *
 * @returns what the log is to say of it: nothing, or that it could not be made. What was promised is kept all the same: the answers go.
 */
async function lastReleaseOf(
  actor: Actor,
  { id, slug, state }: Pick<typeof rounds.$inferSelect, 'id' | 'slug' | 'state'>,
  now: Date,
): Promise<string> {
  try {
    if (state === 'open') await closeRound(actor, slug)
    // One that was closed when the program ended, before its last release was made.
    else await releaseIfDue(actor, id, now)
    return ''
  } catch (error) {
    if (isDiskProblem(error)) throw error
    return ', without a last release: it could not be made'
  }
}
