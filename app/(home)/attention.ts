import { countInFigures } from '@/app/ui/count'
import type { RoundSummary } from '@/db/rounds'
import { firstReleaseAt } from '@/lib/disclosure/release'
import { type Actor, isAllowed } from '@/lib/permissions'

/** One thing that wants attention: what, why, and the page where it is done. */
export type Attention = {
  readonly title: string
  readonly why: string
  readonly path: string
  readonly action: string
}

/** What an administrator sees of the whole installation. */
export type House = { readonly accounts: number; readonly hasCopyOfKey: boolean }

/** More than these would not be a short list. */
const most = 6

/**
 * What wants the attention of this person now, most pressing first.
 *
 * | of a round | for whom | what |
 * |---|---|---|
 * | draft | who may open it | open it |
 * | open, nobody answered | who watches it | hand out the link |
 * | open, fewer than the first release needs | who watches it | keep going, so many to go |
 * | with figures to read | who reads profiles | read the profile |
 *
 * @param rounds the rounds the person has a role in, newest first
 * @param house what an administrator sees of the installation; null for everybody else
 */
export function attentionOf(
  actor: Actor,
  rounds: readonly RoundSummary[],
  house: House | null,
): readonly Attention[] {
  const found: Attention[] = []
  if (rounds.length === 0 && isAllowed(actor, 'round.create'))
    found.push({
      title: 'Make the first round',
      why: 'Choose a questionnaire, and get a link and a code to hand out.',
      path: '/rounds/new',
      action: 'New round',
    })
  if (house?.accounts === 1)
    found.push({
      title: 'Invite the people you work with',
      why: 'You are alone here. Managers run rounds, researchers read figures.',
      path: '/people',
      action: 'Invite a person',
    })
  if (house !== null && !house.hasCopyOfKey)
    found.push({
      title: 'Keep a copy of the key',
      why: 'Answers are encrypted: with this disk the key would be lost, and with the key every answer.',
      path: '/settings',
      action: 'See to the key',
    })
  return [
    ...found,
    ...rounds.filter(({ state }) => state === 'draft').flatMap((round) => draftOf(actor, round)),
    ...rounds.filter(({ state }) => state === 'open').flatMap(gatheringOf),
    ...rounds.filter(({ state }) => state !== 'draft').flatMap((round) => readingOf(actor, round)),
  ].slice(0, most)
}

function draftOf(actor: Actor, round: RoundSummary): readonly Attention[] {
  if (!isAllowed(actor, 'round.open', round.id)) return []
  return [
    {
      title: `“${round.title}” is not open yet`,
      why: 'Its link takes answers once you open it.',
      path: `/rounds/${round.slug}`,
      action: 'Open the round',
    },
  ]
}

function gatheringOf({ title, slug, counts }: RoundSummary): readonly Attention[] {
  if (counts === null || counts.inAll >= firstReleaseAt) return []
  const path = `/rounds/${slug}`
  if (counts.inAll === 0)
    return [
      {
        title: `Nobody has answered “${title}” yet`,
        why: 'Hand out its link, or put up the poster.',
        path,
        action: 'Link and poster',
      },
    ]
  return [
    {
      title: `${counts.inAll} of ${firstReleaseAt} answers in “${title}”`,
      why: `Researchers see the first figures when ${firstReleaseAt} people have answered.`,
      path,
      action: 'See the round',
    },
  ]
}

function readingOf(actor: Actor, round: RoundSummary): readonly Attention[] {
  if (!isAllowed(actor, 'aggregate.protected', round.id)) return []
  if (round.counts !== null && round.counts.inAll < firstReleaseAt && round.state === 'open') return []
  return [
    {
      title: `Figures of “${round.title}”`,
      why:
        round.counts === null
          ? 'Well-being by category, with intervals, as of the last release.'
          : `${countInFigures(round.counts.inAll)} people have answered, ${countInFigures(round.counts.today)} of them today.`,
      path: `/profiles/${round.slug}`,
      action: 'Read the profile',
    },
  ]
}
