import { detailTables } from '@/lib/disclosure/detail'
import { categoriesOf } from '@/lib/disclosure/lattice'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import {
  type Benchmark,
  type BenchmarkTables,
  benchmarkOf,
  isForHosts,
  isForMigrants,
  standardisedBy,
} from '@/lib/profile/benchmark/benchmark'
import type { Profile } from '@/lib/profile/profile'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { type DetailQuestion, readDetails } from './details'
import { listProfiles, readProfile } from './profiles'
import { figuredQuestionnaire } from './release-context'
import { roundRow } from './rounds'

/** Migrants of one round beside hosts of another. */
export type ReadBenchmark = {
  readonly benchmark: Benchmark
  /** The hosts' own, for its title, release and sample. */
  readonly hosts: { readonly title: string; readonly profile: Profile }
}

/** A round that the actor may read, with what its people were asked. */
export type ProfiledRound = {
  readonly slug: string
  readonly title: string
  /** Null where there is no release yet. */
  readonly release: number | null
  readonly questionnaire: Questionnaire
}

/** The rounds whose profile the actor may read, newest first, with their questionnaires. */
export async function listProfiledRounds(actor: Actor): Promise<readonly ProfiledRound[]> {
  return (await listProfiles(actor)).map(({ slug, title, release }) => {
    return { slug, title, release, questionnaire: figuredQuestionnaire(roundRow(slug)) }
  })
}

/** The rounds of hosts that a round of migrants can be held against, newest first. */
export async function listHostRounds(actor: Actor): Promise<readonly ProfiledRound[]> {
  return (await listProfiledRounds(actor)).filter(({ questionnaire }) => isForHosts(questionnaire))
}

/**
 * Migrants beside the people of their host country, from the newest release of both rounds and protected; or exact, for who manages both.
 *
 * @throws not_found when one is no round of migrants or the other none of hosts; else as `readDetails`
 */
export async function readBenchmark(
  actor: Actor,
  slug: string,
  hostSlug: string,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<ReadBenchmark> {
  const hostProfile = await readProfile(actor, hostSlug, { by: [], exact })
  const [migrants, hosts] = [slug, hostSlug].map((one) => figuredQuestionnaire(roundRow(one), exact))
  if (migrants === undefined || !isForMigrants(migrants)) throw problem('not_found', { what: 'benchmark' })
  if (hosts === undefined || !isForHosts(hosts)) throw problem('not_found', { what: 'round of hosts' })
  const [own, theirs] = await Promise.all([
    readTables(actor, slug, migrants, categoriesOf(migrants).length > 0, exact),
    readTables(actor, hostSlug, hosts, false, exact),
  ])
  return {
    benchmark: benchmarkOf(own, theirs),
    hosts: { title: roundRow(hostSlug).title, profile: hostProfile },
  }
}

async function readTables(
  actor: Actor,
  slug: string,
  questionnaire: Questionnaire,
  isByCategory: boolean,
  exact: boolean,
): Promise<BenchmarkTables> {
  const divisions = [[], ...(isByCategory ? [['category']] : [])]
  const hasPair = detailTables(questionnaire).some((ids) => ids.join() === standardisedBy.join())
  const asked: readonly DetailQuestion[] = [
    ...divisions.map((by) => ({ tier: 'benchmark' as const, by })),
    ...(hasPair
      ? divisions.map((by) => ({ tier: 'benchmark' as const, by: [...by, ...standardisedBy] }))
      : []),
    { tier: 'answers', by: [], isWanted: ({ id }) => id.startsWith('answer:') },
  ]
  const tables = await readDetails(actor, slug, asked, { exact })
  const answers = tables.at(-1)
  if (answers === undefined) throw new RangeError('Every question has its table.')
  return {
    questionnaire,
    scores: tables.slice(0, divisions.length),
    strata: hasPair ? tables.slice(divisions.length, -1) : null,
    answers,
  }
}
