import { and, eq } from 'drizzle-orm'
import { type DetailTier, planDetail } from '@/lib/disclosure/detail'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { type DetailTable, type DetailTableInput, detailTableOf } from '@/lib/profile/detail/detail-table'
import type { DetailMeasure } from '@/lib/profile/detail/measure-family'
import type { Protection } from '@/lib/profile/profile'
import { decodeSums } from '@/lib/profile/sums'
import { type LinkedUpon, linkedWeighting } from '@/lib/profile/weighting'
import { analyse } from './analysis-pass'
import { authorise } from './authorise'
import { store } from './connection'
import { newestRelease, protectionOf, protectionOfLinked } from './release-context'
import { roundRow } from './rounds'
import { releaseDetails, type releases } from './schema/aggregates'
import type { rounds } from './schema/rounds'
import { scoredVersion, scoringOfRelease } from './scored-version'
import { openDetail } from './sealed-details'
import { weightsInUse } from './weights-in-use'

/** One table of detailed figures, as it is asked for. */
export type DetailQuestion = {
  readonly tier: DetailTier
  /** `category`, `wave` and breakdowns; what may go together is for the tier to say. */
  readonly by?: readonly string[]
  /** One band by breakdown. */
  readonly where?: Readonly<Record<string, string>>
  /** Which of the tier's measures; all when left out. */
  readonly isWanted?: (measure: DetailMeasure) => boolean
}

/**
 * Tables of detailed figures of a round: item answers, distributions, what categories hang on, the host benchmark, changes of linked people.
 * From the newest release and protected; or exact, reckoned from the answers now, for a manager who asks for it.
 *
 * @returns a table for each question, in their order
 * @throws not_found, not_allowed, details_outside_lattice, no_release_yet, release_without_details
 */
export async function readDetails(
  actor: Actor,
  slug: string,
  questions: readonly DetailQuestion[],
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<readonly DetailTable[]> {
  const permission = exact ? 'aggregate.exact' : 'aggregate.protected'
  authorise(actor, permission)
  const round = roundRow(slug)
  authorise(actor, permission, round.id)
  const release = exact ? null : newestRelease(round)
  const questionnaire = release === null ? scoredVersion(round) : scoringOfRelease(round, release)
  const planned = questions.map(({ by = [], where = {}, ...question }) => {
    const plan = planDetail(questionnaire, question.tier, by, where)
    if (plan.ok) return { ...question, plan: plan.value }
    throw problem('details_outside_lattice', undefined, plan.problems)
  })
  const source = release === null ? await exactRows(round) : releasedRows(round, release)
  // Scored anew meanwhile: the rows may be of either scoring.
  if (exact && roundRow(slug).scoringVersion !== round.scoringVersion)
    return readDetails(actor, slug, questions, { exact })
  return planned.map(({ tier, isWanted, plan }) =>
    detailTableOf({
      questionnaire,
      tier,
      wave: round.wave,
      plan,
      ...(tier === 'linked' ? linkedPart(source, plan.breakdowns) : source.partOf(plan.breakdowns)),
      ...(isWanted !== undefined && { isWanted }),
    }),
  )
}

/** Rows of a table, how they are weighted, and how they are to be protected. */
type Part = Pick<DetailTableInput, 'rows' | 'weighting' | 'linkedWeighting' | 'protection'>

type Source = {
  readonly partOf: (breakdowns: string) => Part
  /** Protection under weights that are others in each release, as those of linked people are. */
  readonly protectionOfLinked: Protection
  /** Weights of the wave before. */
  readonly linkedUpon: LinkedUpon
}

/** Linked people carry weights of the wave before, fitted to each release, and not those of their own round. */
function linkedPart(
  { partOf, protectionOfLinked: protection, linkedUpon }: Source,
  breakdowns: string,
): Part {
  const weights = { weighting: null, linkedWeighting: linkedWeighting(linkedUpon) }
  return { ...partOf(breakdowns), ...weights, protection }
}

function releasedRows(round: typeof rounds.$inferSelect, release: typeof releases.$inferSelect): Source {
  const { reader } = store()
  const inRelease = and(eq(releaseDetails.roundId, round.id), eq(releaseDetails.release, release.number))
  // Kept with every release that has details: 0.1 made releases without them.
  if (release.linkedUpon === null) throw problem('release_without_details', { number: release.number })
  return {
    protectionOfLinked: protectionOfLinked(round, release),
    linkedUpon: release.linkedUpon,
    partOf: (breakdowns) => ({
      protection: protectionOf(round, release),
      weighting: release.weighting,
      rows: reader
        .select()
        .from(releaseDetails)
        .where(and(inRelease, eq(releaseDetails.breakdowns, breakdowns)))
        .all()
        .map(({ id, roundId: _round, release: _release, sums, ...address }) => ({
          address,
          sums: decodeSums(openDetail(id, sums)),
        })),
    }),
  }
}

async function exactRows(round: typeof rounds.$inferSelect): Promise<Source> {
  const snapshot = store().snapshot()
  try {
    const chosen = weightsInUse(snapshot.db, round)
    const { details, linkedUpon } = await analyse(snapshot.db, round, chosen?.weights ?? null)
    return {
      protectionOfLinked: { kind: 'exact' },
      linkedUpon,
      partOf: (breakdowns) => ({
        protection: { kind: 'exact' },
        weighting: chosen?.weighting ?? null,
        rows: details.filter(({ address }) => address.breakdowns === breakdowns),
      }),
    }
  } finally {
    snapshot.close()
  }
}
