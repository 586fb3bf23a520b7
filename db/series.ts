import { and, eq, lt } from 'drizzle-orm'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { rounds } from './schema/rounds'
import type { Transaction } from './write-queue'

/** The waves of one study and their order. For `db` only. */

type RoundRow = typeof rounds.$inferSelect

const mostWaves = 99

/** Id of the study that a round is a wave of: that of its first round. */
export function seriesOf({ seriesId, id }: Pick<RoundRow, 'seriesId' | 'id'>): string {
  return seriesId ?? id
}

/** Whether a round is a later wave: people who answered an earlier one may say so. */
export function isLaterWave(round: Pick<RoundRow, 'seriesId' | 'id'>): boolean {
  return seriesOf(round) !== round.id
}

/** Tells the earlier rounds of a round's study. For `db` only. */
export function isEarlierThan(round: RoundRow) {
  return and(eq(rounds.seriesId, seriesOf(round)), lt(rounds.wave, round.wave))
}

/**
 * Where a new round stands among the waves of the round that it continues.
 *
 * @param continues slug of the earlier wave
 * @param wave as asked for; one more than the earlier wave where it is left out
 * @returns `isSynthetic` where the earlier answers are made up: so is what continues them
 * @throws input_invalid for a round that the actor may not read, alike for one that does not exist, for one of another questionnaire,
 *   and for a wave that is not later or is taken
 */
export function placeInSeries(
  tx: Transaction,
  actor: Actor,
  { continues, questionnaireId, wave }: { continues: string; questionnaireId: string; wave?: number },
): { readonly seriesId: string; readonly wave: number; readonly isSynthetic: boolean } {
  const earlier = tx.db.select().from(rounds).where(eq(rounds.slug, continues)).get()
  if (earlier === undefined || !isAllowed(actor, 'round.read', earlier.id)) {
    const message = `There is no round "${continues}" among those that you may read. Choose one of them.`
    throw refusal('continues', 'unknown_round', message)
  }
  if (earlier.questionnaireId !== questionnaireId) {
    const message = `"${continues}" asks the questionnaire "${earlier.questionnaireId}". Waves of one study ask the same one: choose that questionnaire, or another round here.`
    throw refusal('continues', 'other_questionnaire', message)
  }
  const seriesId = seriesOf(earlier)
  const place = wave ?? earlier.wave + 1
  if (place <= earlier.wave) {
    const message = `"${continues}" is wave ${earlier.wave}. Give a larger number, or leave it blank.`
    throw refusal('wave', 'not_later', message)
  }
  if (place > mostWaves) throw refusal('wave', 'too_many_waves', `A study has at most ${mostWaves} waves.`)
  const sameWave = and(eq(rounds.seriesId, seriesId), eq(rounds.wave, place))
  if (tx.db.select({ id: rounds.id }).from(rounds).where(sameWave).get() !== undefined) {
    const message = `This study has a wave ${place} already. Give another number, or choose the round that came last as the earlier one.`
    throw refusal('wave', 'wave_taken', message)
  }
  // Rounds of before there were series become the first of theirs when they are continued.
  if (earlier.seriesId === null) {
    tx.db.update(rounds).set({ seriesId }).where(eq(rounds.id, earlier.id)).run()
  }
  return { seriesId, wave: place, isSynthetic: earlier.isSynthetic }
}

function refusal(path: string, code: string, message: string) {
  return problem('input_invalid', undefined, [{ path, code, message }])
}
