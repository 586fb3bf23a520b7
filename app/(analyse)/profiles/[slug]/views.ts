import { answerFigures } from '@/app/ui/figures/answers'
import { benchmarkFigures } from '@/app/ui/figures/benchmark'
import { categoryFigures } from '@/app/ui/figures/categories'
import { differenceFigure } from '@/app/ui/figures/difference'
import { distributionFigures } from '@/app/ui/figures/distribution'
import { meanFigures } from '@/app/ui/figures/means'
import { povertyFigures } from '@/app/ui/figures/poverty'
import { robustnessFigures } from '@/app/ui/figures/robustness'
import { shareFigures } from '@/app/ui/figures/shares'
import { subdimensionFigures } from '@/app/ui/figures/subdimensions'
import { type ReadBenchmark, readBenchmark } from '@/db/benchmark'
import { type DetailQuestion, readDetails } from '@/db/details'
import { compareNeighbours, readComparison, readProfile } from '@/db/profiles'
import { categoriesOf, defaultBreakdowns } from '@/lib/disclosure/lattice'
import type { DetailTable } from '@/lib/profile/detail/detail-table'
import type { Comparison } from '@/lib/profile/difference'
import { sentenceOf } from '@/lib/profile/finding'
import { readGroups } from './groups'
import { type AskedRound, profileByCategory, type View } from './profile-view'
import { readQuality } from './quality-view'
import { readWaves } from './waves-view'

/** The views of a profile. Each has an address, and the same pictures are its files. */
export const viewIds = [
  'overview',
  'parts',
  'spread',
  'answers',
  'differences',
  'categories',
  'benchmark',
  'waves',
  'quality',
] as const
export type ViewId = (typeof viewIds)[number]

/** Reads what a view shows. @throws as `readProfile` and `readDetails` */
export async function readView(view: ViewId, asked: AskedRound): Promise<View> {
  return readers[view](asked)
}

const readers: Readonly<Record<ViewId, (asked: AskedRound) => Promise<View>>> = {
  overview: readOverview,

  parts: async (asked) => {
    const table = await readParts(asked)
    const profile = await profileByCategory(asked)
    return { profile, figures: table === undefined ? [] : subdimensionFigures(table, asked.wording) }
  },

  spread: async (asked) => {
    const { by = spreadBreakdowns(asked), exact } = asked.question
    const undivided = { ...asked, question: { ...asked.question, by } }
    const [table] = await details(undivided, [{ tier: 'distribution' }])
    const profile = await profileByCategory(asked)
    return { profile, figures: table === undefined ? [] : distributionFigures(table, asked.wording, exact) }
  },

  answers: async (asked) => {
    const [table] = await details(asked, [{ tier: 'answers' }])
    const profile = await profileByCategory(asked)
    const items = askedSection(asked)?.items ?? []
    return { profile, figures: table === undefined ? [] : answerFigures(table, asked.wording, items) }
  },

  differences: readDifference,

  categories: async (asked) => {
    const isByCategory = categoriesOf(asked.wording.questionnaire).length > 0
    const [byCategory, whole] = await readDetails(
      asked.actor,
      asked.round.slug,
      [
        { tier: 'analysis', by: isByCategory ? ['category'] : [] },
        { tier: 'analysis', by: [] },
      ],
      asked.question,
    )
    const profile = await profileByCategory(asked)
    if (byCategory === undefined || whole === undefined) return { profile, figures: [] }
    const { wording } = asked
    return {
      profile,
      figures: [
        ...categoryFigures(byCategory, whole, profile, wording),
        ...robustnessFigures(byCategory, profile, wording),
      ],
    }
  },

  benchmark: async (asked) => {
    const [profile, read] = await Promise.all([profileByCategory(asked), readAskedBenchmark(asked)])
    return {
      profile,
      figures: read === null ? [] : benchmarkFigures(read.benchmark, read.hosts.title, asked.wording),
    }
  },

  waves: readWaves,

  quality: readQuality,
}

/**
 * The profile itself, and what its figures say first: nothing where they are divided otherwise than by category.
 *
 * @throws as `readProfile`
 */
export async function readOverview({
  actor,
  round,
  wording,
  question,
}: AskedRound): Promise<View & { readonly finding: string | null }> {
  const [profile, comparisons] = await Promise.all([
    readProfile(actor, round.slug, question),
    compareNeighbours(actor, round.slug, question),
  ])
  return {
    profile,
    finding: profile.by.some((name) => name !== 'category' && name !== 'wave')
      ? null
      : sentenceOf(profile, comparisons, wording),
    figures: [
      ...shareFigures(profile, wording),
      ...meanFigures(profile, wording),
      ...povertyFigures(profile, wording),
    ],
  }
}

/** Migrants beside the hosts that the address names (`hosts`); null where it names none. @throws as `readBenchmark` */
export async function readAskedBenchmark({
  actor,
  round,
  search,
  question,
}: AskedRound): Promise<ReadBenchmark | null> {
  const hosts = search.get('hosts') ?? ''
  return hosts === '' ? null : readBenchmark(actor, round.slug, hosts, { exact: question.exact })
}

/** How the spread is divided where the address does not say: categories that are bands of the score would only cut its picture up. */
export function spreadBreakdowns({ wording: { questionnaire } }: AskedRound): readonly string[] {
  const isByScore = questionnaire.scoring?.classification?.type === 'threshold'
  return isByScore ? [] : defaultBreakdowns(questionnaire)
}

/** The section whose answers are shown: the one that is asked for, else the first with an answer that is scored. */
export function askedSection({ wording, search }: AskedRound) {
  const { sections, items } = wording.questionnaire
  const scored = new Set(items.filter(({ scoring }) => scoring.method !== 'none').map(({ id }) => id))
  return (
    sections.find(({ id }) => id === search.get('section')) ??
    sections.find((section) => section.items.some((id) => scored.has(id))) ??
    sections[0]
  )
}

/** Two groups of a table side by side; null where the table has not two that can be compared. @throws as `readComparison` */
export async function readDifference(
  asked: AskedRound,
): Promise<View & { readonly comparison: Comparison | null }> {
  const { actor, round, question, wording } = asked
  const profile = await readProfile(actor, round.slug, question)
  const groups = readGroups(asked.search, profile)
  const comparison = groups === null ? null : await readComparison(actor, round.slug, question, groups)
  return {
    profile,
    comparison,
    figures: comparison === null ? [] : [differenceFigure(comparison, profile.by, wording)],
  }
}

/** The parts of each score, divided as the address asks. @throws as `readDetails` */
export async function readParts(asked: AskedRound): Promise<DetailTable | undefined> {
  const [table] = await details(asked, [
    { tier: 'answers', isWanted: ({ id }) => id.startsWith('subdimension:') },
  ])
  return table
}

/** Detailed tables divided as the address asks; by category where it asks for nothing. */
async function details(
  { actor, round, wording, question }: AskedRound,
  questions: readonly DetailQuestion[],
): Promise<readonly DetailTable[]> {
  const { by = defaultBreakdowns(wording.questionnaire), where, exact } = question
  return readDetails(
    actor,
    round.slug,
    questions.map((one) => ({ ...one, by, where })),
    { exact },
  )
}
