import { defaultBreakdowns } from '@/lib/disclosure/lattice'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { DetailTable } from '@/lib/profile/detail/detail-table'
import { protectedOnly, type ReportedRound, type RoundFigures } from '@/lib/profile/round-figures'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { authorise } from './authorise'
import { readDetails } from './details'
import { compareNeighbours, readProfile } from './profiles'
import { newestRelease } from './release-context'
import { roundRow } from './rounds'
import { scoringOfRelease } from './scored-version'

export type ReportedFigures = {
  readonly round: ReportedRound
  readonly questionnaire: Questionnaire
  readonly figures: RoundFigures
}

/**
 * Everything that a report of a round tells, protected, and all of it from its newest release.
 *
 * @throws not_found, not_allowed, no_release_yet
 */
export async function readRoundFigures(actor: Actor, slug: string): Promise<ReportedFigures> {
  authorise(actor, 'aggregate.protected')
  const round = roundRow(slug)
  authorise(actor, 'aggregate.protected', round.id)
  const release = newestRelease(round)
  const questionnaire = scoringOfRelease(round, release)
  const figures = await figuresOf(actor, slug, questionnaire)
  // A release that was made meanwhile would tell of other people in half of the tables.
  if (newestRelease(round).number !== release.number) return readRoundFigures(actor, slug)
  return {
    round: {
      slug: round.slug,
      title: round.title,
      organisation: round.organisation,
      openedOn: round.openedOn,
      closedOn: round.closedOn,
    },
    questionnaire,
    figures: protectedOnly(figures),
  }
}

async function figuresOf(actor: Actor, slug: string, questionnaire: Questionnaire): Promise<RoundFigures> {
  const [profile, comparisons, tables] = await Promise.all([
    readProfile(actor, slug),
    compareNeighbours(actor, slug),
    readTables(actor, slug, questionnaire),
  ])
  const [parts = null, signals = null, thresholds = null, distribution = null] = tables
  return {
    profile,
    comparisons,
    parts,
    signals,
    thresholds,
    distribution,
  }
}

async function readTables(
  actor: Actor,
  slug: string,
  questionnaire: Questionnaire,
): Promise<readonly DetailTable[]> {
  const by = defaultBreakdowns(questionnaire)
  const isByScore = questionnaire.scoring?.classification?.type === 'threshold'
  try {
    return await readDetails(actor, slug, [
      { tier: 'answers', by, isWanted: ({ id }) => id.startsWith('subdimension:') },
      { tier: 'analysis', by, isWanted: ({ id }) => id.startsWith('signal:') },
      { tier: 'analysis', isWanted: ({ id }) => /^(moved|becomes):/.test(id) },
      // How many are in each category hangs on where the score is cut: its whole spread is told beside it (measurement.md, section 9).
      ...(isByScore ? [{ tier: 'distribution' } as const] : []),
    ])
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'release_without_details') return []
    throw error
  }
}
