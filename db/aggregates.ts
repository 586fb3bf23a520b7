import { type DetailTier, detailTiers } from '@/lib/disclosure/detail'
import type { Microdata } from '@/lib/interchange/microdata'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { detailRows, profileRows } from '@/lib/profile/aggregate-rows'
import { aggregateTable } from '@/lib/profile/aggregate-table'
import { readDetails } from './details'
import { dateOf } from './identifiers'
import { unknownLanguage } from './new-response'
import { type ProfileQuestion, readProfile } from './profiles'
import { readRound } from './rounds'
import { versionScoredBy } from './scored-version'

/** What a file of aggregates may hold: the profile, or the detailed figures of one tier. */
export const aggregateKinds = ['profile', ...detailTiers] as const
export type AggregateKind = (typeof aggregateKinds)[number]

/**
 * The protected figures of a round as a table for a file: a line for each figure of each group. Exact figures do not leave this way.
 *
 * @param language of labels: English, or one of the questionnaire's
 * @throws as `readProfile` and `readDetails`; input_invalid (language)
 */
export async function readAggregates(
  actor: Actor,
  slug: string,
  kind: AggregateKind,
  { by, where }: Pick<ProfileQuestion, 'by' | 'where'>,
  language = 'en',
): Promise<Microdata> {
  const question = { ...(by !== undefined && { by }), ...(where !== undefined && { where }) }
  const profile = await readProfile(actor, slug, kind === 'profile' ? question : {})
  const round = await readRound(actor, slug)
  const { id, version, scoringVersion } = profile.questionnaire
  const questionnaire = versionScoredBy(id, version, scoringVersion ?? null)
  const unknown = unknownLanguage([...new Set(['en', ...questionnaire.languages])], language)
  if (unknown.length > 0) throw problem('input_invalid', undefined, unknown)
  const source = {
    questionnaire,
    language,
    madeOn: dateOf(new Date()),
    name: `${slug}-${kind}`,
    title: round.title,
    wave: round.wave,
    of: profile,
  }
  if (kind === 'profile') return aggregateTable({ ...source, by: profile.by }, profileRows(profile))
  const [table] = await readDetails(actor, slug, [{ tier: kind satisfies DetailTier, ...question }])
  if (table === undefined) throw new RangeError('A question has a table.')
  const { weighting, linkedWeighting } = table
  const of = { ...profile, weighting, linkedWeighting }
  return aggregateTable({ ...source, of, by: table.by }, detailRows(table))
}
