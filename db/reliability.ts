import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { type ShownReliability, shownReliability } from '@/lib/profile/detail/shown-reliability'
import { analyse } from './analysis-pass'
import { authorise } from './authorise'
import { store } from './connection'
import { newestRelease, protectionOf } from './release-context'
import { roundRow } from './rounds'
import { weightsInUse } from './weights-in-use'

/**
 * How well the items of each scale hang together, for everybody and by category, language and mode: from the newest release and
 * protected; or exact, reckoned from the answers now, for a manager who asks for it. Every person counts once, but people without a weight
 * in a round that is weighted, who are in no figure.
 *
 * @throws not_found, not_allowed, no_release_yet, release_without_details
 */
export async function readReliability(
  actor: Actor,
  slug: string,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<readonly ShownReliability[]> {
  const permission = exact ? 'aggregate.exact' : 'aggregate.protected'
  authorise(actor, permission)
  const round = roundRow(slug)
  authorise(actor, permission, round.id)
  if (exact) {
    const snapshot = store().snapshot()
    try {
      // Weights do not count here, but who has none is in no figure, as in a release.
      const weights = weightsInUse(snapshot.db, round)?.weights ?? null
      const { reliability } = await analyse(snapshot.db, round, weights)
      // Scored anew meanwhile: categories and items may be of two scorings.
      if (roundRow(slug).scoringVersion !== round.scoringVersion)
        return readReliability(actor, slug, { exact })
      return reliability.map((one) => shownReliability(one, { kind: 'exact' }))
    } finally {
      snapshot.close()
    }
  }
  const release = newestRelease(round)
  if (release.reliability === null) throw problem('release_without_details', { number: release.number })
  const protection = protectionOf(round, release)
  return release.reliability.map((one) => shownReliability(one, protection))
}
