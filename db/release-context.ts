import { createHmac } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { NoiseSource } from '@/lib/disclosure/noise'
import { firstReleaseAt } from '@/lib/disclosure/release'
import { problem } from '@/lib/problem'
import { noiseOfScoring } from '@/lib/profile/noise-of-scoring'
import type { Protection } from '@/lib/profile/profile'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { store } from './connection'
import { readEnvironment } from './environment'
import { releases } from './schema/aggregates'
import type { rounds } from './schema/rounds'
import { scoredVersion, scoringOfRelease } from './scored-version'

type ReleaseRow = typeof releases.$inferSelect

/**
 * The questionnaire of a round with the scoring that its figures are made by: of the newest release, or of now where there is none, and for
 * exact ones. For `db` only.
 */
export function figuredQuestionnaire(round: typeof rounds.$inferSelect, exact = false): Questionnaire {
  return scoredVersion({ ...round, scoringVersion: figuredScoring(round, exact) })
}

/** The version of that scoring; null: the one that was asked. For `db` only. */
export function figuredScoring(round: typeof rounds.$inferSelect, exact = false): number | null {
  return ((exact ? undefined : lastRelease(round.id)) ?? round).scoringVersion
}

/** The newest release of a round. For `db` only. @throws no_release_yet */
export function newestRelease(round: typeof rounds.$inferSelect): ReleaseRow {
  const release = lastRelease(round.id)
  if (release === undefined) throw problem('no_release_yet', { needed: firstReleaseAt })
  return release
}

function lastRelease(roundId: string): ReleaseRow | undefined {
  return store()
    .reader.select()
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .limit(1)
    .get()
}

/** The protection of figures of a release, with the noise key of its round. For `db` only. */
export function protectionOf(
  round: typeof rounds.$inferSelect,
  release: ReleaseRow,
): Extract<Protection, { kind: 'protected' }> {
  const noiseKey = store().vault.open({ table: 'rounds', column: 'noise_key', row: round.id }, round.noiseKey)
  const noise: NoiseSource = (cellKey, statistic) =>
    createHmac('sha256', noiseKey).update(`${cellKey} ${statistic}`).digest()
  return {
    kind: 'protected',
    release: { number: release.number, responses: release.responses, madeOn: release.madeOn },
    minimumCell: readEnvironment().minimumCell,
    noise: noiseOfScoring(
      noise,
      scoredVersion({ ...round, scoringVersion: null }),
      scoringOfRelease(round, release),
    ),
    weights: weightsNameOf(release),
  }
}

/**
 * The protection of figures of linked people, whose weights are adjusted for attrition anew in each release: under those of the first release
 * they have one error, later a second one. For `db` only.
 */
export function protectionOfLinked(
  round: typeof rounds.$inferSelect,
  release: ReleaseRow,
): Extract<Protection, { kind: 'protected' }> {
  const { number } = release
  return { ...protectionOf(round, release), weights: number === 1 ? '' : `linked ${number}` }
}

/** Names the weights of a release where they are not those of the first; else ''. */
function weightsNameOf({ roundId, number, weighting }: ReleaseRow): string {
  if (number === 1) return ''
  const first = store()
    .reader.select({ weighting: releases.weighting })
    .from(releases)
    .where(and(eq(releases.roundId, roundId), eq(releases.number, 1)))
    .get()
  const own = weighting?.weightsKey ?? ''
  if (own === (first?.weighting?.weightsKey ?? '')) return ''
  return own === '' ? 'everybody once' : own
}
