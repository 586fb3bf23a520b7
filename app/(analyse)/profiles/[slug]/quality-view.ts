import type { ProfileFigure } from '@/app/ui/figures/figure'
import { missingnessFigures } from '@/app/ui/figures/missingness'
import { reliabilityFigures } from '@/app/ui/figures/reliability'
import { readDetails } from '@/db/details'
import { readReliability } from '@/db/reliability'
import { defaultBreakdowns } from '@/lib/disclosure/lattice'
import type { ShownReliability } from '@/lib/profile/detail/shown-reliability'
import { type AskedRound, profileByCategory, type View } from './profile-view'

/** How far the answers can be trusted: what was left unanswered, and whether the items of a scale hang together. */
export type QualityView = View & {
  readonly missingness: readonly ProfileFigure[]
  readonly reliability: readonly ProfileFigure[]
  readonly reliabilities: readonly ShownReliability[]
}

/** @throws as `readProfile`, `readDetails` and `readReliability` */
export async function readQuality(asked: AskedRound): Promise<QualityView> {
  const { actor, round, wording, question } = asked
  const { by = defaultBreakdowns(wording.questionnaire), where, exact } = question
  const isWanted = ({ id }: { readonly id: string }) => id.startsWith('status:')
  const profile = await profileByCategory(asked)
  const tables = await readDetails(
    actor,
    round.slug,
    [
      { tier: 'answers', isWanted },
      { tier: 'answers', isWanted, by, where },
    ],
    { exact },
  )
  const [whole, divided] = tables
  const missingness =
    whole === undefined || divided === undefined ? [] : missingnessFigures(whole, divided, wording)
  const reliabilities = await readReliability(actor, round.slug, { exact })
  const reliability = reliabilityFigures(reliabilities, wording, exact)
  return { profile, figures: [...missingness, ...reliability], missingness, reliability, reliabilities }
}
