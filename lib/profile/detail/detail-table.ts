import { type DetailTier, detailBreakdowns, minimumDetailCell, notFoundAgain } from '@/lib/disclosure/detail'
import { minimumCellFor } from '@/lib/disclosure/protect'
import type { TablePlan } from '@/lib/disclosure/table-plan'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { addUp, meanOfSums, type UnitCounts } from '../estimate'
import { exactFigures } from '../exact-figures'
import type { MeanFigure, ShareFigure } from '../figure'
import type { Figures, People } from '../figures'
import type { Protection } from '../profile'
import { protectedFigures } from '../protected-figures'
import {
  designOf,
  type Group,
  groupedBy,
  groupsOf,
  isInside,
  keyOf,
  type TablePart,
  type TableRow,
  tablePartOf,
} from '../table-parts'
import {
  hasFiniteStrata,
  type LinkedWeighting,
  type ReleasedWeighting,
  type ShownWeighting,
  shownWeighting,
} from '../weighting'
import { detailMeasuresOf, placeOfDetail } from './detail-measures'
import type { DetailMeasure } from './measure-family'

/** A detailed figure: a share of people, or a mean of scores or of changes. */
export type DetailFigure =
  | ({ readonly kind: 'share' } & ShareFigure)
  | ({ readonly kind: 'score' | 'change' } & MeanFigure)

export type DetailGroup =
  | {
      readonly group: Group
      readonly suppressed: false
      /** People, unweighted. Protected: about so many, off by at most 3. */
      readonly n: number
      /** By id of the measure. */
      readonly figures: Readonly<Record<string, DetailFigure>>
    }
  | { readonly group: Group; readonly suppressed: true }

/** Detailed figures by group: the same object on pages, in the API and in files. */
export type DetailTable = {
  readonly tier: DetailTier
  readonly by: readonly string[]
  readonly where: Readonly<Record<string, string>>
  /** Groups of fewer people are not shown; 0 for exact figures. */
  readonly minimumCell: number
  /** How people were weighted by weights of their own round; null where every person counts once, and for linked people. */
  readonly weighting: ShownWeighting | null
  /** How linked people were weighted; null in other tables. */
  readonly linkedWeighting: LinkedWeighting | null
  readonly groups: readonly DetailGroup[]
}

export type DetailTableInput = {
  readonly questionnaire: Questionnaire
  /** Every row of the table that the plan names. */
  readonly rows: readonly TableRow[]
  readonly tier: DetailTier
  readonly plan: TablePlan
  readonly wave: number
  /** How the rows are weighted; null, or left out, where every person counts once. */
  readonly weighting?: ReleasedWeighting | null
  /** Of linked people; else left out. */
  readonly linkedWeighting?: LinkedWeighting
  readonly protection: Protection
  /** Which of the tier's measures; all when left out. */
  readonly isWanted?: (measure: DetailMeasure) => boolean
}

/**
 * The figures of one tier in one table.
 *
 * As in the profile every band has its group, so that an empty one cannot be told from a small one; bands of a long list of which nothing
 * is shown are left out.
 *
 * @throws RangeError when a row belongs to another table than the plan's
 */
export function detailTableOf(input: DetailTableInput): DetailTable {
  const { questionnaire, plan, protection, tier } = input
  const wave = String(input.wave)
  const everybody = input.rows.map((row) => tablePartOf(row, plan, wave))
  const isClustered = everybody.some((part) => part.psu !== '')
  const figures =
    protection.kind === 'exact'
      ? exactFigures
      : protectedFigures(protection, isClustered, hasFiniteStrata(input.weighting ?? null))
  const design = designOf(everybody, input.weighting ?? null)
  const isDivided = plan.by.includes('category') || plan.where.category !== undefined
  const measures = detailMeasuresOf(questionnaire).filter(
    (measure) =>
      measure.tier === tier &&
      (measure.isUndivided !== true || !isDivided) &&
      (input.isWanted?.(measure) ?? true),
  )
  const breakdowns = detailBreakdowns(questionnaire)
  const bandsOf = (name: string) => breakdowns.find(({ id }) => id === name)?.bands ?? []
  const inside = everybody.filter(
    (part) =>
      isInside(part, plan.where) &&
      (plan.where.category === undefined || part.group.category === plan.where.category),
  )
  const parts = groupedBy(inside, plan.by)
  const used = [...plan.by, ...Object.keys(plan.where)]
  const groups = groupsOf(questionnaire, plan.by, plan.where, wave, bandsOf).map((group): DetailGroup => {
    const own = parts.get(keyOf(group, plan.by)) ?? []
    const category = group.category ?? plan.where.category ?? ''
    // Beside linked people stand those of the wave before who were not found again: they have figures of their own.
    const found = own.filter((part) => part.group.category !== notFoundAgain)
    const peopleOf = (counted: readonly TablePart[]): People => ({
      n: counted.reduce((n, { sums }) => n + sums.n, 0),
      recordKey: counted.reduce((key, { sums }) => (key + sums.recordKey) >>> 0, 0),
      minimumCell:
        protection.kind === 'exact'
          ? 0
          : minimumDetailCell(tier, minimumCellFor(used, category, protection.minimumCell)),
    })
    const n = figures.count(peopleOf(found))
    if (n === null) return { group, suppressed: true }
    const unitsOf = (id: string, counted: readonly TablePart[]) =>
      counted.flatMap(({ stratum, psu, sums }) => {
        const measure = sums.measures[placeOfDetail(questionnaire, id) ?? -1]
        return measure === undefined ? [] : [{ stratum, psu, people: sums.n, measure }]
      })
    return {
      group,
      suppressed: false,
      n,
      figures: Object.fromEntries(
        measures.map((measure) => {
          const counted = measure.isOfAllBefore === true ? own : found
          const units = unitsOf(measure.id, counted)
          return [measure.id, detailFigure(figures, peopleOf(counted), measure, units, design)]
        }),
      ),
    }
  })
  return {
    tier,
    by: plan.by,
    where: plan.where,
    minimumCell: protection.kind === 'exact' ? 0 : minimumDetailCell(tier, protection.minimumCell),
    weighting: shownWeighting(input.weighting ?? null, protection.kind === 'exact'),
    linkedWeighting: input.linkedWeighting ?? null,
    groups: groups.filter(isBandShown(groups, breakdowns, plan.by)),
  }
}

/** A group's figure; undefined for a hidden group, or one that has no such measure. */
export function figureIn(group: DetailGroup, id: string): DetailFigure | undefined {
  return group.suppressed ? undefined : group.figures[id]
}

function detailFigure(
  figures: Figures,
  people: People,
  { kind, statistic, kin = null }: DetailMeasure,
  units: Parameters<typeof meanOfSums>[0],
  design: UnitCounts,
): DetailFigure {
  const estimate = meanOfSums(units, design)
  if (kind === 'share') {
    const full = addUp(units.map(({ measure }) => measure)).positive
    return { kind, ...figures.share(people, { statistic, kin, estimate, full }) }
  }
  const measured = { statistic, kin, estimate }
  return { kind, ...(kind === 'score' ? figures.mean(people, measured) : figures.change(people, measured)) }
}

/** Tells the groups of a long list of bands of which something is shown. */
function isBandShown(
  groups: readonly DetailGroup[],
  breakdowns: readonly { readonly id: string; readonly isOpenList: boolean }[],
  by: readonly string[],
): (group: DetailGroup) => boolean {
  const open = breakdowns.filter(({ id, isOpenList }) => isOpenList && by.includes(id))
  const filled = groups.filter((group) => !group.suppressed && group.n > 0)
  const shown = open.map(({ id }) => ({ id, codes: new Set(filled.map(({ group }) => group[id])) }))
  return ({ group }) => shown.every(({ id, codes }) => codes.has(group[id]))
}
