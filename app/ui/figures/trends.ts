import { type Difference, independentDifference } from '@/lib/profile/difference'
import type { MeanFigure, ShareFigure } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import type { Estimate } from '../charts/chart-frame'
import { slopeChart } from '../charts/slope-chart'
import { poorFrom } from './deprivation-words'
import type { ProfileFigure } from './figure'
import { tableOf } from './table-of'
import {
  breakdownName,
  categoryName,
  dimensionName,
  headcountOf,
  markOf,
  meanInWords,
  percentInWords,
  reasonInWords,
  type Wording,
} from './wording'

/** One wave of a study, as far as it may be seen. */
export type WaveFigures = {
  readonly wave: number
  readonly title: string
  /** By category; the same as `everybody` where there are none. */
  readonly byCategory: Profile
  readonly everybody: Profile
}

/** Something that is followed from wave to wave. */
export type Followed = {
  /** `overall`, a dimension, `headcount` or `share`. */
  readonly id: string
  readonly name: string
  readonly kind: 'score' | 'share'
  readonly figureOf: (cell: ProfileCell) => MeanFigure | ShareFigure | null
}

/** Scores, poverty and the size of the categories over the waves: a picture for each, groups as lines. */
export function trendFigures(waves: readonly WaveFigures[], wording: Wording): readonly ProfileFigure[] {
  const { say } = wording
  const [scores, shares] = [followedScores(wording), followedHeadcount(wording)]
  const categories: Followed = {
    id: 'share',
    name: say('waves.categories'),
    kind: 'share',
    figureOf: (cell) => (cell.suppressed ? null : cell.share),
  }
  const hasCategories = groupsIn(waves).length > 1
  return [
    ...scores.map((followed) => trendFigure(waves, wording, followed, groupsIn(waves))),
    ...shares.map((followed) => trendFigure(waves, wording, followed, groupsIn(waves))),
    ...(hasCategories
      ? [trendFigure(waves, wording, categories, [...(waves.at(-1)?.byCategory.categories ?? [])])]
      : []),
  ]
}

/** Everybody (`''`), then the categories but for people who could not be placed: among scores they would be a fourth kind of life. */
export function groupsIn(waves: readonly WaveFigures[]): readonly string[] {
  const categories = waves.at(-1)?.byCategory.categories ?? []
  return ['', ...categories.filter((category) => category !== 'undetermined')]
}

/** The index, where there are several dimensions, and each dimension. */
export function followedScores(wording: Wording): readonly Followed[] {
  const ids = (wording.questionnaire.scoring?.dimensions ?? []).map(({ id }) => id)
  return [...(ids.length > 1 ? ['overall'] : []), ...ids].map((id) => ({
    id,
    name: dimensionName(wording, id),
    kind: 'score',
    figureOf: (cell) =>
      cell.suppressed ? null : id === 'overall' ? cell.overall : (cell.dimensions[id] ?? null),
  }))
}

/** The headcount ratio; nothing where the questionnaire measures no poverty. */
export function followedHeadcount(wording: Wording): readonly Followed[] {
  const { say, questionnaire } = wording
  if ((questionnaire.scoring?.poverty ?? null) === null) return []
  return [
    {
      id: 'headcount',
      name: say('poverty.H', poorFrom(wording)),
      kind: 'share',
      figureOf: (cell) => (cell.suppressed || cell.poverty === null ? null : headcountOf(cell.poverty)),
    },
  ]
}

/** A group's cell in a wave; undefined where the wave has no such group. @param group a category, `''` for everybody */
export function cellIn({ byCategory, everybody }: WaveFigures, group: string): ProfileCell | undefined {
  return group === '' ? everybody.cells[0] : byCategory.cells.find((cell) => cell.group.category === group)
}

/** What a group of a trend is called. @param group a category; '' for everybody */
export function groupWord(wording: Wording, group: string): string {
  return group === '' ? wording.say('category.everybody') : categoryName(wording, group)
}

/** A later wave less an earlier one, of one group; null where one of them has no such group, or hides it. */
export function changeOf(
  [earlier, later]: readonly [WaveFigures, WaveFigures],
  group: string,
  { figureOf }: Followed,
): Difference | null {
  const [before, now] = [cellIn(earlier, group), cellIn(later, group)]
  if (before === undefined || now === undefined || before.suppressed || now.suppressed) return null
  const [first, second] = [figureOf(now), figureOf(before)]
  return first === null || second === null ? null : independentDifference(first, second, before.n + now.n - 2)
}

function trendFigure(
  waves: readonly WaveFigures[],
  wording: Wording,
  followed: Followed,
  groups: readonly string[],
): ProfileFigure {
  const { say } = wording
  const isShare = followed.kind === 'share'
  const names = waves.map(({ wave }) => say('wave.name', { wave }))
  const figureIn = (wave: WaveFigures, group: string) => {
    const cell = cellIn(wave, group)
    return cell === undefined ? null : followed.figureOf(cell)
  }
  return {
    id: `trend-${followed.id.replaceAll('_', '-')}`,
    title: followed.name,
    subtitle: say(isShare ? 'poverty.subtitle' : 'waves.subtitle'),
    isHalf: true,
    draw: (frame) =>
      slopeChart({
        ...frame,
        waves: names,
        series: groups.map((group) => ({
          kind: markOf({ category: group }),
          label: groupWord(wording, group),
          points: waves.map((wave) => estimateOf(wording, figureIn(wave, group))),
        })),
        domain: [0, 100],
        axisLabel: say(isShare ? 'poverty.axis' : 'means.axis'),
        reference: null,
        hiddenLabel: say('figure.hidden'),
      }),
    table: tableOf(
      wording,
      [breakdownName(wording, 'category'), breakdownName(wording, 'wave')],
      ['measure', 'category', 'wave'],
      say(isShare ? 'poverty.axis' : 'means.score'),
      groups.flatMap((group) =>
        waves.map((wave) => ({
          names: [groupWord(wording, group), say('wave.name', { wave: wave.wave })],
          codes: [followed.id, group, String(wave.wave)],
          figure: figureIn(wave, group),
          text: figureInWords(wording, figureIn(wave, group)),
        })),
      ),
    ),
  }
}

/** A mean in points, a share of a hundred, as charts take them. */
export function estimateOf(wording: Wording, figure: MeanFigure | ShareFigure | null): Estimate {
  const scale = figure !== null && 'share' in figure ? 100 : 1
  const value = figure === null ? null : 'mean' in figure ? figure.mean : figure.share
  const ci = figure?.ci ?? null
  return {
    value: value === null ? null : scale * value,
    interval: ci === null ? null : [scale * ci[0], scale * ci[1]],
    text: figureInWords(wording, figure),
  }
}

function figureInWords(wording: Wording, figure: MeanFigure | ShareFigure | null): string {
  if (figure === null) return reasonInWords(wording, 'too_few_people')
  return 'mean' in figure ? meanInWords(wording, figure) : percentInWords(wording, figure)
}
