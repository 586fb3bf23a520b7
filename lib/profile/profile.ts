import { breakdownsOf, categoriesOf, undetermined } from '@/lib/disclosure/lattice'
import type { NoiseSource } from '@/lib/disclosure/noise'
import { minimumCellFor } from '@/lib/disclosure/protect'
import type { TablePlan } from '@/lib/disclosure/table-plan'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { type CellFigures, cellFiguresOf, shareOfGroup } from './cell'
import type { UnitCounts } from './estimate'
import { exactFigures } from './exact-figures'
import type { ShareFigure } from './figure'
import type { Figures, People } from './figures'
import { methodOf, notesOf, type ProfileMethod, type ProfileNote, type SampleDesign } from './method'
import { protectedFigures } from './protected-figures'
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
} from './table-parts'
import { hasFiniteStrata, type ReleasedWeighting, type ShownWeighting, shownWeighting } from './weighting'

export type VisibleCell = CellFigures & {
  readonly group: Group
  readonly suppressed: false
  /** People, unweighted. Protected: about so many, off by at most 3. */
  readonly n: number
  /** The category's share of the people of its group, all categories together; null when the table is not by category. */
  readonly share: ShareFigure | null
}

/** A cell of too few people. Says nothing more, not even whether it is empty. */
export type SuppressedCell = { readonly group: Group; readonly suppressed: true }

export type ProfileCell = VisibleCell | SuppressedCell

/** How many could not be placed in a category, of the people of one group. */
export type UndeterminedShare = {
  /** The group without its category; `{}` for everybody. */
  readonly group: Group
  /** Null when the group, or the undetermined in it, are too few to show. */
  readonly share: ShareFigure | null
}

/** The aggregate profile of a round: the same object on the page, in the API and on the command line. */
export type Profile = {
  /** Address of the round. */
  readonly survey: string
  /** Date, `2026-03-01`. */
  readonly generatedAt: string
  readonly synthetic: boolean
  readonly questionnaire: {
    readonly id: string
    /** That people were asked. */
    readonly version: number
    /** Whose scoring the figures are made by, where that is another one. */
    readonly scoringVersion?: number
  }
  readonly sampleDesign: SampleDesign
  readonly by: readonly string[]
  readonly where: Readonly<Record<string, string>>
  /** Protected profiles only: the release that the figures come from. */
  readonly release?: { readonly number: number; readonly responses: number; readonly madeOn: string }
  /** How people were weighted; null where every person counts once. */
  readonly weighting: ShownWeighting | null
  readonly method: ProfileMethod
  /** Categories in the order of display; empty when the questionnaire does not classify. */
  readonly categories: readonly string[]
  /** Dimension ids in the order of the questionnaire. */
  readonly dimensions: readonly string[]
  readonly cells: readonly ProfileCell[]
  /** One entry for each group of the table, its category left aside; empty when the questionnaire does not classify. */
  readonly undetermined: readonly UndeterminedShare[]
  readonly notes: readonly ProfileNote[]
}

/** How far a profile is protected. */
export type Protection =
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'protected'
      readonly release: { readonly number: number; readonly responses: number; readonly madeOn: string }
      /** At least 5; 10 unless an administrator changed it. */
      readonly minimumCell: number
      readonly noise: NoiseSource
      /** Names the weights of the people where they are not those of the round's first release; else ''. */
      readonly weights: string
    }

export type ProfileInput = {
  /** As it was asked, with the scoring that the rows are made by. */
  readonly questionnaire: Questionnaire
  /** The version whose scoring that is; null, or left out, where it is the version that was asked. */
  readonly scoringVersion?: number | null
  /** Every row of the table that the plan names, unfiltered: those left out by `where` still belong to the design. */
  readonly rows: readonly TableRow[]
  readonly plan: TablePlan
  /** Address of the round. */
  readonly survey: string
  /** Number of the round's wave; 1 when left out. */
  readonly wave?: number
  /** Today's date. */
  readonly generatedOn: string
  readonly isSynthetic: boolean
  readonly sampleDesign: SampleDesign
  /** How the rows are weighted; null, or left out, where every person counts once. */
  readonly weighting?: ReleasedWeighting | null
  readonly protection: Protection
}

/**
 * The profile of a round, from its sums.
 *
 * Every band and category that the questionnaire knows has its cell, in the questionnaire's order, so that an empty cell
 * cannot be told from a small one. People without a band of a breakdown are in no cell of a table by it. Bands of a long
 * list (countries) of which nothing is shown are left out altogether.
 *
 * @throws RangeError when a row belongs to another table than the plan's
 */
export function profileOf(input: ProfileInput): Profile {
  const { questionnaire, plan, protection, scoringVersion = null } = input
  const wave = String(input.wave ?? 1)
  const everybody = input.rows.map((row) => tablePartOf(row, plan, wave))
  const isClustered = everybody.some((part) => part.psu !== '')
  const weighting = shownWeighting(input.weighting ?? null, protection.kind === 'exact')
  const table: Table = {
    questionnaire,
    plan,
    design: designOf(everybody, input.weighting ?? null),
    figures:
      protection.kind === 'exact'
        ? exactFigures
        : protectedFigures(protection, isClustered, hasFiniteStrata(input.weighting ?? null)),
    minimumCell: protection.kind === 'exact' ? null : protection.minimumCell,
    parts: everybody.filter((part) => isInside(part, plan.where)),
  }
  const whole = plan.by.filter((name) => name !== 'category')
  const partsByCell = groupedBy(table.parts, plan.by)
  const partsByWhole = groupedBy(table.parts, whole)

  const allCells = groupsOf(questionnaire, plan.by, plan.where, wave).map((group) =>
    cellOf(
      table,
      group,
      partsByCell.get(keyOf(group, plan.by)) ?? [],
      partsByWhole.get(keyOf(group, whole)) ?? [],
    ),
  )
  const isBandShown = shownBands(questionnaire, plan.by, allCells)
  const cells = allCells.filter((cell) => isBandShown(cell.group))
  const categories = categoriesOf(questionnaire)
  return {
    survey: input.survey,
    generatedAt: input.generatedOn,
    synthetic: input.isSynthetic,
    questionnaire: {
      id: questionnaire.id,
      version: questionnaire.version,
      ...(scoringVersion !== null && { scoringVersion }),
    },
    sampleDesign: input.sampleDesign,
    by: plan.by,
    where: plan.where,
    ...(protection.kind === 'protected' ? { release: protection.release } : {}),
    weighting,
    method: methodOf({
      weighting,
      strata: table.design.size,
      isClustered,
      sampleDesign: input.sampleDesign,
      minimumCell: table.minimumCell,
    }),
    categories,
    dimensions: (questionnaire.scoring?.dimensions ?? []).map((dimension) => dimension.id),
    cells,
    undetermined: categories.includes(undetermined)
      ? groupsOf(questionnaire, whole, plan.where, wave)
          .filter(isBandShown)
          .map((group) => ({
            group,
            share: undeterminedShareOf(table, partsByWhole.get(keyOf(group, whole)) ?? []),
          }))
      : [],
    notes: notesOf({
      isExact: protection.kind === 'exact',
      isSynthetic: input.isSynthetic,
      versions: { asked: questionnaire.version, scoring: scoringVersion },
      weighting,
      sampleDesign: input.sampleDesign,
      isExcludedShareHigh: cells.some((cell) => !cell.suppressed && cell.poverty?.isExcludedShareHigh),
      areBandsHidden: cells.length < allCells.length,
    }),
  }
}

type Table = {
  readonly questionnaire: Questionnaire
  readonly plan: TablePlan
  readonly design: UnitCounts
  readonly figures: Figures
  /** Null when figures are exact and nothing is suppressed. */
  readonly minimumCell: number | null
  /** Inside the filter, but for that by category: shares are of all categories together. */
  readonly parts: readonly TablePart[]
}

function cellOf(
  table: Table,
  group: Group,
  parts: readonly TablePart[],
  wholeGroup: readonly TablePart[],
): ProfileCell {
  const { questionnaire, plan, design, figures } = table
  const category = group.category ?? plan.where.category ?? ''
  const members = category === '' ? parts : parts.filter((part) => part.group.category === category)
  const people = peopleOf(table, members, category)
  const n = figures.count(people)
  if (n === null) return { group, suppressed: true }
  return {
    group,
    suppressed: false,
    n,
    share: plan.by.includes('category') ? categoryShareOf(table, wholeGroup, category) : null,
    ...cellFiguresOf(questionnaire, members, people, design, figures),
  }
}

function categoryShareOf(table: Table, wholeGroup: readonly TablePart[], category: string): ShareFigure {
  return table.figures.share(
    peopleOf(table, wholeGroup, ''),
    shareOfGroup(
      `category:${category}`,
      wholeGroup,
      (part) => part.group.category === category,
      table.design,
    ),
  )
}

/** Null as well where too few are undetermined: a cell that is suppressed has no share either. */
function undeterminedShareOf(table: Table, wholeGroup: readonly TablePart[]): ShareFigure | null {
  const some = wholeGroup.filter((part) => part.group.category === undetermined)
  if (table.figures.count(peopleOf(table, some, undetermined)) === null) return null
  return categoryShareOf(table, wholeGroup, undetermined)
}

function peopleOf(table: Table, parts: readonly TablePart[], category: string): People {
  const { plan, minimumCell } = table
  const used = [...plan.by, ...Object.keys(plan.where)]
  return {
    n: parts.reduce((n, { sums }) => n + sums.n, 0),
    recordKey: parts.reduce((key, { sums }) => (key + sums.recordKey) >>> 0, 0),
    minimumCell: minimumCell === null ? 0 : minimumCellFor(used, category, minimumCell),
  }
}

/** Tells the groups of a long list of bands of which something is shown; others would fill a page with nothing. */
function shownBands(
  questionnaire: Questionnaire,
  by: readonly string[],
  cells: readonly ProfileCell[],
): (group: Group) => boolean {
  const open = breakdownsOf(questionnaire).filter(({ id, isOpenList }) => isOpenList && by.includes(id))
  const filled = cells.filter((cell) => !cell.suppressed && cell.n > 0)
  const shown = open.map(({ id }) => ({ id, codes: new Set(filled.map(({ group }) => group[id])) }))
  return (group) => shown.every(({ id, codes }) => codes.has(group[id]))
}
