import type { Questionnaire } from '@/lib/questionnaire/definition'
import { codesOf } from '../detail/answer-measures'
import { benchmarkItems, benchmarkMeasure } from '../detail/benchmark-measure'
import { type DetailGroup, type DetailTable, figureIn } from '../detail/detail-table'
import type { MeanFigure, ShareFigure } from '../figure'
import { noMean } from '../figures'
import { type Group, keyOf } from '../table-parts'
import { type Gap, gapOf, multiplierOf, parityRatio, type Ratio } from './gap'
import { meanOfShares } from './item-mean'
import { type StandardisedGap, type Stratum, standardisedGap } from './standardisation'

/** The breakdowns by which hosts are standardised to migrants. */
export const standardisedBy: readonly string[] = ['age_band', 'gender']

/** The tables of one round that a benchmark is made of. */
export type BenchmarkTables = {
  readonly questionnaire: Questionnaire
  /** B undivided, and for migrants by category besides. */
  readonly scores: readonly DetailTable[]
  /** The same by age band and gender; null where the questionnaire asks for neither or one only. */
  readonly strata: readonly DetailTable[] | null
  /** Shares of answers, of everybody. */
  readonly answers: DetailTable
}

/** Migrants, all or of one category, beside hosts. */
export type BenchmarkGroup = {
  /** `{}` for everybody. */
  readonly group: Group
  readonly migrants: MeanFigure
  readonly gap: Gap
  readonly ratio: Ratio | null
  /** Null where one of the questionnaires does not ask for age and gender. */
  readonly adjusted: StandardisedGap | null
}

/** One item that both were asked. */
export type BenchmarkItem = {
  /** Of the migrants' questionnaire. */
  readonly id: string
  readonly migrants: MeanFigure
  readonly hosts: MeanFigure
  readonly gap: Gap
}

/** Migrants beside the people of their host country (measurement.md, section 8). */
export type Benchmark = {
  readonly hosts: MeanFigure
  /** Everybody, then each category that is not hidden. */
  readonly groups: readonly BenchmarkGroup[]
  readonly items: readonly BenchmarkItem[]
}

/** Whether a questionnaire repeats items of another so that its people can be hosts in a benchmark. */
export function isForHosts({ items }: Questionnaire): boolean {
  return items.some((item) => item.benchmarkOf !== undefined && item.scoring.method !== 'none')
}

/** Whether a questionnaire asks migrants what hosts can be asked too. */
export function isForMigrants(questionnaire: Questionnaire): boolean {
  return !isForHosts(questionnaire) && benchmarkItems(questionnaire).size > 0
}

/** The benchmark from the shown figures of both rounds. */
export function benchmarkOf(migrants: BenchmarkTables, hosts: BenchmarkTables): Benchmark {
  const hostScore = scoreIn(groupsOf(hosts.scores)[0])
  const groups = groupsOf(migrants.scores).filter(
    (entry) => !entry.suppressed && entry.group.category !== 'undetermined',
  )
  const t = multiplierOf(scoreIn(groups[0]), hostScore)
  return {
    hosts: hostScore,
    groups: groups.map((entry) => {
      const score = scoreIn(entry)
      return {
        group: entry.group,
        migrants: score,
        gap: gapOf(score, hostScore),
        ratio: parityRatio(score, hostScore),
        adjusted:
          migrants.strata === null ||
          hosts.strata === null ||
          entry.suppressed ||
          // The tables hold how many people a stratum has, not how many they stand for: weighted people cannot be standardised by them.
          isWeighted(migrants) ||
          isWeighted(hosts)
            ? null
            : standardisedGap(strataOf(migrants.strata, entry.group), strataOf(hosts.strata, {}), entry.n),
      }
    }),
    items: itemsOf(migrants, hosts, t),
  }
}

function isWeighted({ scores }: BenchmarkTables): boolean {
  return scores.some(({ weighting }) => weighting !== null)
}

function groupsOf(tables: readonly DetailTable[]): readonly DetailGroup[] {
  return tables.flatMap((table) => table.groups)
}

function scoreIn(group: DetailGroup | undefined): MeanFigure {
  const figure = group === undefined ? undefined : figureIn(group, benchmarkMeasure)
  return figure === undefined || figure.kind === 'share' ? noMean('too_few_answers') : figure
}

/** The strata of a category, or of everybody, in the table that is divided by just these. */
function strataOf(tables: readonly DetailTable[], { category }: Group): readonly Stratum[] {
  const table = tables.find(({ by }) => by.includes('category') === (category !== undefined))
  return (table?.groups ?? []).flatMap((entry) =>
    entry.suppressed || entry.group.category !== category
      ? []
      : [{ key: keyOf(entry.group, standardisedBy), n: entry.n, figure: scoreIn(entry) }],
  )
}

function itemsOf(migrants: BenchmarkTables, hosts: BenchmarkTables, t: number): readonly BenchmarkItem[] {
  const repeated = benchmarkItems(hosts.questionnaire)
  return [...benchmarkItems(migrants.questionnaire)].flatMap(([id, item]) => {
    const other = repeated.get(id)
    if (other === undefined) return []
    const own = itemMean(migrants, item, t)
    const theirs = itemMean(hosts, other, t)
    return [{ id, migrants: own, hosts: theirs, gap: gapOf(own, theirs) }]
  })
}

function itemMean(
  { questionnaire, answers }: BenchmarkTables,
  item: Questionnaire['items'][number],
  t: number,
): MeanFigure {
  const [group] = answers.groups
  const codes = codesOf(questionnaire, item)
  const measured = codes.map(({ code }) => {
    const figure = group === undefined ? undefined : figureIn(group, `answer:${item.id}=${code}`)
    return figure?.kind === 'share' ? figure : null
  })
  const shares = codes.flatMap(({ score }, place) => {
    // Of two answers only the first is kept: the second is what is left.
    const [first = null] = measured
    const figure =
      measured[place] ?? (codes.length === 2 && place === 1 && first !== null ? restOf(first) : null)
    return score === null || figure === null ? [] : [{ score, figure }]
  })
  const isWhole = shares.length === codes.filter(({ score }) => score !== null).length
  return isWhole && shares.length > 0 ? meanOfShares(shares, t) : noMean('too_few_answers')
}

function restOf(figure: ShareFigure): ShareFigure {
  const { share, shareText } = figure
  return {
    ...figure,
    share: share === null ? null : 1 - share,
    ci: null,
    shareText:
      shareText === 'fewer_than_3' ? 'nearly_all' : shareText === 'nearly_all' ? 'fewer_than_3' : null,
  }
}
