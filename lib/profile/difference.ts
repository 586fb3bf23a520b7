import { shownDegreesOfFreedom, toSignificantDigits } from '@/lib/disclosure/protect'
import { meanInterval } from '@/lib/estimation/interval'
import { readerOf } from './cell'
import { differenceVariance, type Estimate, type UnitCounts, type UnitSums } from './estimate'
import type { Interval, MeanFigure, NoFigure, ShareFigure } from './figure'
import { type ProfileCell, type ProfileInput, profileOf, type VisibleCell } from './profile'
import { designOf, type Group, isInside, keyOf, type TablePart, tablePartOf } from './table-parts'

/** How far one figure lies above another, with an interval of its own. */
export type Difference = {
  /** First less second: points of a score, or parts of one of a share. Null with the reason. */
  readonly difference: number | null
  readonly se: number | null
  readonly ci: Interval | null
  readonly reason: NoFigure | null
  /** Whether the interval leaves out zero; null without one. */
  readonly isClear: boolean | null
}

/** Two groups of one table, figure by figure. */
export type Comparison = {
  readonly first: ProfileCell
  readonly second: ProfileCell
  readonly overall: Difference
  readonly dimensions: Readonly<Record<string, Difference & { readonly deprived: Difference | null }>>
  /** Headcount ratio; null where the questionnaire measures no poverty. */
  readonly H: Difference | null
}

/**
 * Compares two groups of one table. The difference is that of the shown figures, so that nothing is told that they do not tell.
 *
 * People of two groups of a sample by strata or clusters were not drawn apart from one another: the variances are then not added but
 * the difference is linearised (measurement.md, section 10), and how much smaller or larger that is than the sum is applied to the shown errors,
 * to one decimal.
 *
 * @param groups two groups of the table, as its cells name them
 * @returns null when the table has no such group
 * @throws RangeError as `profileOf`
 */
export function compareGroups(
  input: ProfileInput,
  groups: readonly [first: Group, second: Group],
): Comparison | null {
  const { cells } = profileOf(input)
  const names = input.plan.by
  const [first, second] = groups.map((group) =>
    cells.find((cell) => keyOf(cell.group, names) === keyOf(group, names)),
  )
  if (first === undefined || second === undefined) return null
  const wave = String(input.wave ?? 1)
  const everybody = input.rows.map((row) => tablePartOf(row, input.plan, wave))
  const design = designOf(everybody, input.weighting ?? null)
  const shown = [visible(first)?.n ?? 0, visible(second)?.n ?? 0] as const
  const pair = pairOf(input, everybody, [first.group, second.group], shown, design)
  const between = (id: string, figures: readonly (MeanFigure | ShareFigure | null | undefined)[]) =>
    differenceOf(pair, id, figures[0] ?? null, figures[1] ?? null)
  const dimensions = (input.questionnaire.scoring?.dimensions ?? []).map(({ id, deprivationCutoff }) => {
    const own = [first, second].map((cell) => visible(cell)?.dimensions[id])
    const deprived =
      deprivationCutoff === null
        ? null
        : between(
            `deprived:${id}`,
            own.map((figure) => figure?.deprived),
          )
    return [id, { ...between(`dimension:${id}`, own), deprived }] as const
  })
  const poverty = [first, second].map((cell) => visible(cell)?.poverty ?? null)
  return {
    first,
    second,
    overall: between(
      'overall',
      [first, second].map((cell) => visible(cell)?.overall),
    ),
    dimensions: Object.fromEntries(dimensions),
    H:
      (input.questionnaire.scoring?.poverty ?? null) === null
        ? null
        : between(
            'poor',
            poverty.map((level) => (level === null ? null : headcountOf(level))),
          ),
  }
}

/**
 * The difference of two figures of people who were drawn apart from one another: two rounds, migrants and hosts.
 *
 * @param df of both together, as far as figures like these may tell them
 */
export function independentDifference(
  first: MeanFigure | ShareFigure,
  second: MeanFigure | ShareFigure,
  df: number,
): Difference {
  return finished(first, second, 1, Math.max(1, df))
}

type Pair = {
  readonly units: (id: string) => readonly [readonly UnitSums[], readonly UnitSums[]]
  readonly estimates: (id: string) => readonly [Estimate | null, Estimate | null]
  /** People of both groups as they are shown. */
  readonly shown: readonly [number, number]
  readonly isExact: boolean
  readonly design: UnitCounts
  readonly isClustered: boolean
}

function pairOf(
  { questionnaire, plan, protection }: ProfileInput,
  everybody: readonly TablePart[],
  groups: readonly [Group, Group],
  shown: readonly [number, number],
  design: UnitCounts,
): Pair {
  const readers = groups.map((group) => {
    const category = group.category ?? plan.where.category
    const parts = everybody.filter(
      (part) =>
        isInside(part, plan.where) &&
        keyOf(part.group, plan.by) === keyOf(group, plan.by) &&
        (category === undefined || part.group.category === category),
    )
    return readerOf(questionnaire, parts, design)
  })
  const [a, b] = readers
  if (a === undefined || b === undefined) throw new RangeError('A comparison is of two groups.')
  return {
    units: (id) => [a.sums(id), b.sums(id)],
    estimates: (id) => [a.mean(id), b.mean(id)],
    shown,
    isExact: protection.kind === 'exact',
    design,
    isClustered: everybody.some(({ psu }) => psu !== ''),
  }
}

function differenceOf(
  pair: Pair,
  id: string,
  first: MeanFigure | ShareFigure | null,
  second: MeanFigure | ShareFigure | null,
): Difference {
  if (first === null || second === null) return none('too_few_answers')
  const [a, b] = pair.estimates(id)
  // That nobody has a value is said of exact figures only: it would tell an empty group from a small one.
  if (a === null || b === null)
    return none(pair.isExact ? 'nobody' : (first.reason ?? second.reason ?? 'too_few_answers'))
  const isSimple = !pair.isClustered && pair.design.size <= 1
  const ratio = isSimple ? 1 : dependence(pair, id, a, b)
  const units = Math.min(a.df, b.df)
  if (pair.isExact) return finished(first, second, ratio, Math.max(1, pair.isClustered ? units : a.df + b.df))
  // The t of an interval is read off it: it must be one of shown counts, or as coarse as that of the figures themselves.
  const df = pair.isClustered ? shownDegreesOfFreedom(units) : pair.shown[0] + pair.shown[1] - 2
  return rounded(finished(first, second, ratio, Math.max(1, df)), 'mean' in first ? 2 : 4)
}

/** As the figures that it is of: the error to two digits, and the interval made of the rounded error. */
function rounded({ difference, se, ci, ...found }: Difference, decimals: number): Difference {
  if (difference === null || se === null || ci === null) return { difference, se, ci, ...found }
  const shownSe = toSignificantDigits(se, 2)
  const half = ((ci[1] - ci[0]) / 2 / se) * shownSe
  const written = (value: number) => Number(value.toFixed(decimals))
  return {
    ...found,
    difference: written(difference),
    se: shownSe,
    ci: [written(difference - half), written(difference + half)],
    isClear: difference - half > 0 || difference + half < 0,
  }
}

/** Variance of the difference over the sum of both variances, to one decimal. */
function dependence(pair: Pair, id: string, a: Estimate, b: Estimate): number {
  const apart = (a.se ?? 0) ** 2 + (b.se ?? 0) ** 2
  if (apart === 0) return 1
  const [first, second] = pair.units(id)
  const together = differenceVariance(first, a.estimate, second, b.estimate, pair.design)
  return Math.max(0.1, Number((together / apart).toFixed(1)))
}

function finished(
  a: MeanFigure | ShareFigure,
  b: MeanFigure | ShareFigure,
  ratio: number,
  df: number,
): Difference {
  const [first, second] = [shownValue(a), shownValue(b)]
  if (first === null || second === null) return none(a.reason ?? b.reason ?? 'too_few_answers')
  const difference = first - second
  if (a.se === null || b.se === null) return { difference, se: null, ci: null, reason: null, isClear: null }
  const se = Math.sqrt(ratio) * Math.hypot(a.se, b.se)
  const ci = meanInterval(difference, se, df)
  return { difference, se, ci, reason: null, isClear: ci === null ? null : ci[0] > 0 || ci[1] < 0 }
}

function none(reason: NoFigure): Difference {
  return { difference: null, se: null, ci: null, reason, isClear: null }
}

function shownValue(figure: MeanFigure | ShareFigure): number | null {
  return 'mean' in figure ? figure.mean : figure.share
}

function visible(cell: ProfileCell): VisibleCell | null {
  return cell.suppressed ? null : cell
}

function headcountOf({
  H,
  se,
  ci,
  reason,
  shareText,
  qualityMarks,
}: NonNullable<VisibleCell['poverty']>): ShareFigure {
  return { share: H, se: se.H, ci: ci.H, reason: reason.H, shareText, qualityMarks }
}
