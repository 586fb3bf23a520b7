import type { Questionnaire } from '@/lib/questionnaire/definition'
import { addUp, meanOfSums, ratioOfSums, type UnitCounts, type UnitSums } from './estimate'
import type { MeanFigure, PovertyFigures, PovertyLevel, ShareFigure } from './figure'
import type { Figures, MeasuredShare, People } from './figures'
import { measuresOf, type PovertyDefinition, povertyOf } from './measures'
import type { CellSums } from './sums'

/** Sums over the people of a cell who belong to one sampling unit. */
export type CellPart = { readonly stratum: string; readonly psu: string; readonly sums: CellSums }

export type DimensionFigures = MeanFigure & {
  /** Share of people deprived in this dimension; null when the dimension has no cut-off. */
  readonly deprived: ShareFigure | null
}

/** Scores, deprivation and poverty of the people of one cell. */
export type CellFigures = {
  readonly overall: MeanFigure
  readonly dimensions: Readonly<Record<string, DimensionFigures>>
  /** Null when the questionnaire measures no poverty. */
  readonly poverty: PovertyFigures | null
}

const highExcludedShare = 0.15

/**
 * The figures of one cell.
 *
 * @param parts the cell's people, by sampling unit; each person in one part
 * @param design sampling units of the whole round
 */
export function cellFiguresOf(
  questionnaire: Questionnaire,
  parts: readonly CellPart[],
  people: People,
  design: UnitCounts,
  figures: Figures,
): CellFigures {
  const reader = readerOf(questionnaire, parts, design)
  const mean = (id: string) =>
    figures.mean(people, { statistic: reader.statistic(id), estimate: reader.mean(id) })
  const dimensions = (questionnaire.scoring?.dimensions ?? []).map(
    (dimension): [string, DimensionFigures] => [
      dimension.id,
      {
        ...mean(`dimension:${dimension.id}`),
        deprived:
          dimension.deprivationCutoff === null
            ? null
            : figures.share(people, reader.share(`deprived:${dimension.id}`)),
      },
    ],
  )
  const poverty = povertyOf(questionnaire)
  return {
    overall: mean('overall'),
    dimensions: Object.fromEntries(dimensions),
    poverty: poverty === null ? null : povertyFiguresOf(poverty, parts, people, design, figures, reader),
  }
}

/**
 * The share of some people of a group: of one category, say.
 *
 * @param group everybody, by parts that count as a whole or not at all
 */
export function shareOfGroup<Part extends CellPart>(
  statistic: string,
  group: readonly Part[],
  isCounted: (part: Part) => boolean,
  design: UnitCounts,
): MeasuredShare {
  const units = group.map((part) => {
    const { n, w, ww, largest } = part.sums
    const yes = isCounted(part) ? { positive: n, wy: w, wyy: w, wwy: ww, wwyy: ww } : noPart
    return { stratum: part.stratum, psu: part.psu, people: n, measure: { n, w, ww, largest, ...yes } }
  })
  const full = addUp(units.map(({ measure }) => measure)).positive
  return { statistic, estimate: meanOfSums(units, design), full }
}

const noPart = { positive: 0, wy: 0, wyy: 0, wwy: 0, wwyy: 0 }

type Reader = {
  readonly statistic: (id: string) => string
  readonly sums: (id: string) => readonly UnitSums[]
  readonly mean: (id: string) => ReturnType<typeof meanOfSums>
  /** @param fullId the measure that is above zero for those who have this one in full; itself for a yes or no */
  readonly share: (id: string, fullId?: string) => MeasuredShare
}

/** Reads the measures of some people by their ids. */
export function readerOf(
  questionnaire: Questionnaire,
  parts: readonly CellPart[],
  design: UnitCounts,
): Reader {
  const measures = measuresOf(questionnaire)
  const indexOf = new Map(measures.map((measure, index) => [measure.id, index]))
  const sums = (id: string) =>
    parts.flatMap(({ stratum, psu, sums: { n: people, measures: all } }) => {
      const measure = all[indexOf.get(id) ?? -1]
      return measure === undefined ? [] : [{ stratum, psu, people, measure }]
    })
  const statistic = (id: string) => measures[indexOf.get(id) ?? -1]?.statistic ?? id
  const mean = (id: string) => meanOfSums(sums(id), design)
  return {
    statistic,
    sums,
    mean,
    share: (id, fullId = id) => ({
      statistic: statistic(id),
      estimate: mean(id),
      full: addUp(sums(fullId).map(({ measure }) => measure)).positive,
    }),
  }
}

function povertyFiguresOf(
  poverty: PovertyDefinition,
  parts: readonly CellPart[],
  people: People,
  design: UnitCounts,
  figures: Figures,
  reader: Reader,
): PovertyFigures {
  const smallestWeight = Math.min(...poverty.dimensions.map(({ weight }) => weight))
  const levelOf = (k: number, headcountId: string, adjustedId: string): PovertyLevel => {
    const poor = reader.sums(headcountId)
    const deprivation = reader.sums(adjustedId)
    return figures.poverty(people, {
      k,
      smallestIntensity: Math.max(k, smallestWeight),
      headcount: reader.share(headcountId),
      adjusted: reader.share(adjustedId, 'poor_intersection'),
      intensity: ratioOfSums(
        poor.flatMap(({ measure: x, ...unit }, index) => {
          const y = deprivation[index]?.measure
          return y === undefined ? [] : [{ ...unit, y, x }]
        }),
        design,
      ),
    })
  }
  const level = levelOf(poverty.k, 'poor', 'intensity')
  const censored = Object.fromEntries(
    poverty.dimensions.map(({ id }) => [id, figures.share(people, reader.share(`censored:${id}`))]),
  )
  const excludedShare = figures.share(people, excludedOf(parts, reader, design))
  return {
    ...level,
    censored,
    contributions: contributionsOf(poverty, censored, level.M0),
    union: levelOf(smallestWeight, 'poor_union', 'intensity_union'),
    intersection: levelOf(1, 'poor_intersection', 'poor_intersection'),
    excludedShare,
    isExcludedShareHigh:
      excludedShare.shareText === 'nearly_all' || (excludedShare.share ?? 0) > highExcludedShare,
  }
}

/** People without all deprivation flags: all of the cell less those whom the poverty measures count. */
function excludedOf(parts: readonly CellPart[], reader: Reader, design: UnitCounts): MeasuredShare {
  const counted = reader.sums('poor')
  const units = parts.map(({ stratum, psu, sums }, index) => {
    const { n, w, ww } = counted[index]?.measure ?? { n: 0, w: 0, ww: 0 }
    const without = { w: sums.w - w, ww: sums.ww - ww }
    return {
      stratum,
      psu,
      people: sums.n,
      measure: {
        n: sums.n,
        positive: sums.n - n,
        w: sums.w,
        ww: sums.ww,
        largest: sums.largest,
        wy: without.w,
        wyy: without.w,
        wwy: without.ww,
        wwyy: without.ww,
      },
    }
  })
  const full = addUp(units.map(({ measure }) => measure)).positive
  return { statistic: 'excluded', estimate: meanOfSums(units, design), full }
}

/**
 * Each dimension's part of M0. From the shown censored headcounts, which then sum to 1 as parts do; where one of those is
 * withheld, from those that are not and M0.
 */
function contributionsOf(
  poverty: PovertyDefinition,
  censored: Readonly<Record<string, ShareFigure>>,
  M0: number | null,
): Readonly<Record<string, number | null>> {
  const parts = poverty.dimensions.map(({ id, weight }) => {
    const share = censored[id]?.share ?? null
    return { id, part: share === null ? null : weight * share }
  })
  const isWhole = parts.every(({ part }) => part !== null)
  const total = isWhole ? parts.reduce((sum, { part }) => sum + (part ?? 0), 0) : (M0 ?? 0)
  return Object.fromEntries(
    parts.map(({ id, part }) => [
      id,
      part === null || M0 === null || total <= 0 ? null : Math.min(1, part / total),
    ]),
  )
}
