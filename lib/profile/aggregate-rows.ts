import type { DetailFigure, DetailTable } from './detail/detail-table'
import type { MeanFigure, NoFigure, PovertyLevel, QualityMark, ShareFigure } from './figure'
import type { Profile, VisibleCell } from './profile'
import type { Group } from './table-parts'

/** One published figure of one group: a line of a table of aggregates. */
export type AggregateRow = {
  readonly group: Group
  /** Id of the measure: `dimension:legal_status`, `poor`, `answer:feel_safe=always`. */
  readonly measure: string
  readonly kind: 'count' | 'score' | 'share' | 'change' | 'ratio'
  readonly estimate: number | null
  readonly se: number | null
  readonly low: number | null
  readonly high: number | null
  /** Why there is no estimate; null where there is one. */
  readonly reason: NoFigure | 'too_few_people' | null
  readonly qualityMarks: readonly QualityMark[]
}

/** Every figure of a profile, group by group. A hidden group has one row that says so. */
export function profileRows(profile: Profile): readonly AggregateRow[] {
  return profile.cells.flatMap((cell) =>
    cell.suppressed ? [hiddenRow(cell.group)] : cellRows(cell.group, cell),
  )
}

/** Every figure of a detailed table, group by group, likewise. */
export function detailRows(table: DetailTable): readonly AggregateRow[] {
  return table.groups.flatMap((group) =>
    group.suppressed
      ? [hiddenRow(group.group)]
      : [
          countRow(group.group, group.n),
          ...Object.entries(group.figures).map(([measure, figure]) =>
            figureRow(group.group, measure, figure.kind, figure),
          ),
        ],
  )
}

function cellRows(group: Group, cell: VisibleCell): readonly AggregateRow[] {
  const { share, poverty } = cell
  const score = (id: string, figure: MeanFigure) => figureRow(group, id, 'score', figure)
  const part = (id: string, figure: ShareFigure | null | undefined) =>
    figure == null ? [] : [figureRow(group, id, 'share', figure)]
  return [
    countRow(group, cell.n),
    ...part('category', share),
    score('overall', cell.overall),
    ...Object.entries(cell.dimensions).flatMap(([id, figure]) => [
      score(`dimension:${id}`, figure),
      ...part(`deprived:${id}`, figure.deprived),
    ]),
    ...(poverty === null
      ? []
      : [
          ...levelRows(group, '', poverty),
          ...levelRows(group, '_union', poverty.union),
          ...levelRows(group, '_intersection', poverty.intersection),
          ...Object.entries(poverty.censored).flatMap(([id, figure]) => part(`censored:${id}`, figure)),
          ...Object.entries(poverty.contributions).map(([id, value]) => contributionRow(group, id, value)),
          ...part('excluded', poverty.excludedShare),
        ]),
  ]
}

function levelRows(group: Group, suffix: string, level: PovertyLevel): readonly AggregateRow[] {
  return (['H', 'A', 'M0'] as const).map((name) => ({
    group,
    measure: `${name}${suffix}`,
    kind: name === 'A' ? 'ratio' : 'share',
    estimate: level[name],
    se: level[name] === null ? null : level.se[name],
    low: level.ci[name]?.[0] ?? null,
    high: level.ci[name]?.[1] ?? null,
    reason: level.reason[name],
    qualityMarks: name === 'H' ? level.qualityMarks : [],
  }))
}

function figureRow(
  group: Group,
  measure: string,
  kind: 'score' | 'share' | 'change',
  figure: MeanFigure | ShareFigure | DetailFigure,
): AggregateRow {
  const estimate = 'mean' in figure ? figure.mean : figure.share
  const [low, high] = estimate === null || figure.ci === null ? [null, null] : figure.ci
  return {
    group,
    measure,
    kind,
    estimate,
    se: estimate === null ? null : figure.se,
    low,
    high,
    reason: figure.reason,
    qualityMarks: figure.qualityMarks,
  }
}

function countRow(group: Group, n: number): AggregateRow {
  return { ...plainRow(group), measure: 'people', kind: 'count', estimate: n }
}

function contributionRow(group: Group, dimension: string, value: number | null): AggregateRow {
  return {
    ...plainRow(group),
    measure: `contribution:${dimension}`,
    kind: 'ratio',
    estimate: value,
    reason: value === null ? 'not_defined' : null,
  }
}

function hiddenRow(group: Group): AggregateRow {
  return { ...plainRow(group), measure: 'people', kind: 'count', estimate: null, reason: 'too_few_people' }
}

function plainRow(group: Group) {
  return { group, se: null, low: null, high: null, reason: null, qualityMarks: [] }
}
