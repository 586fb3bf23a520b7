import { isResearchKey } from '@/lib/interface/research/research-words'
import type { Comparison, Difference } from '@/lib/profile/difference'
import type { MeanFigure } from '@/lib/profile/figure'
import type { ProfileCell } from '@/lib/profile/profile'
import type { Group } from '@/lib/profile/table-parts'
import { gapChart } from '../charts/gap-chart'
import type { ProfileFigure } from './figure'
import { dimensionName, groupName, markOf, meanInWords, points, reasonInWords, type Wording } from './wording'

/** Two groups beside each other, and how far apart they are. */
export function differenceFigure(
  comparison: Comparison,
  names: readonly string[],
  wording: Wording,
): ProfileFigure {
  const { say } = wording
  const [first, second] = groupNames(comparison, names, wording)
  const parts = partsOf(comparison, wording)
  return {
    id: 'difference',
    title: say('difference.title', { first, second }),
    subtitle: say('difference.subtitle'),
    isHalf: false,
    draw: (frame) =>
      gapChart({
        ...frame,
        domain: [0, 100],
        axisLabel: say('means.axis'),
        differenceDomain: differenceDomain(parts.map(({ difference }) => difference)),
        differenceLabel: say('difference.axis', { first, second }),
        band: null,
        groups: {
          first: { kind: kindOf(comparison.first.group, 'first'), label: first },
          second: { kind: kindOf(comparison.second.group, 'second'), label: second },
        },
        rows: parts.map(({ name, figures, difference }) => ({
          label: name,
          first: estimateOf(wording, figures[0]),
          second: estimateOf(wording, figures[1]),
          difference: {
            value: difference.difference,
            interval: difference.ci,
            text: differenceText(wording, difference),
          },
        })),
      }),
    table: {
      columns: [say('figure.part'), first, second, say('difference.label')],
      rows: parts.map(({ name, figures, difference }) => [
        name,
        figures[0] === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figures[0]),
        figures[1] === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figures[1]),
        differenceText(wording, difference),
      ]),
      data: {
        columns: ['measure', 'first', 'second', 'difference', 'se', 'low', 'high', 'is_clear'],
        rows: parts.map(({ id, figures, difference }) => [
          id,
          figures[0]?.mean ?? null,
          figures[1]?.mean ?? null,
          difference.difference,
          difference.se,
          difference.ci?.[0] ?? null,
          difference.ci?.[1] ?? null,
          difference.isClear === null ? null : String(difference.isClear),
        ]),
      },
    },
  }
}

/**
 * One plain sentence for each part of life: "Legal status: harmed migrants score 21 points lower than average migrants; the difference is
 * clear (likely between 15 and 27)."
 */
export function differenceSentences(
  comparison: Comparison,
  names: readonly string[],
  wording: Wording,
): readonly string[] {
  const first = peopleOf(comparison.first.group, names, wording)
  const second = peopleOf(comparison.second.group, names, wording)
  return partsOf(comparison, wording).map(({ name: part, difference }) =>
    differenceSentence(wording, { part, first, second }, difference),
  )
}

/** One such sentence, of two groups or of two waves, as they are to be named in it. */
export function differenceSentence(
  { say, language }: Wording,
  names: { readonly part: string; readonly first: string; readonly second: string },
  { difference, ci, isClear }: Difference,
): string {
  const write = points(language)
  if (difference === null) return say('difference.none', names)
  const low = ci === null ? '' : write(Math.min(Math.abs(ci[0]), Math.abs(ci[1])))
  const high = ci === null ? '' : write(Math.max(Math.abs(ci[0]), Math.abs(ci[1])))
  const verdict =
    ci === null
      ? say('difference.unknown')
      : isClear
        ? say('difference.clear', { low, high })
        : say('difference.chance', { low: write(ci[0]), high: write(ci[1]) })
  const params = { ...names, points: write(Math.abs(difference)), verdict }
  if (Math.abs(difference) < 0.05) return say('difference.same', params)
  return say(difference < 0 ? 'difference.lower' : 'difference.higher', params)
}

type Part = {
  readonly id: string
  readonly name: string
  readonly figures: readonly [MeanFigure | null, MeanFigure | null]
  readonly difference: Difference
}

function partsOf(comparison: Comparison, wording: Wording): readonly Part[] {
  const cells = [comparison.first, comparison.second] as const
  const dimensions = Object.entries(comparison.dimensions).map(
    ([id, difference]): Part => ({
      id,
      name: dimensionName(wording, id),
      figures: [meanOf(cells[0], id), meanOf(cells[1], id)],
      difference,
    }),
  )
  if (dimensions.length < 2) return dimensions
  return [
    ...dimensions,
    {
      id: 'overall',
      name: dimensionName(wording, 'overall'),
      figures: [cells[0].suppressed ? null : cells[0].overall, cells[1].suppressed ? null : cells[1].overall],
      difference: comparison.overall,
    },
  ]
}

function meanOf(cell: ProfileCell, dimension: string): MeanFigure | null {
  return cell.suppressed ? null : (cell.dimensions[dimension] ?? null)
}

function groupNames(
  { first, second }: Comparison,
  names: readonly string[],
  wording: Wording,
): readonly [string, string] {
  return [groupName(wording, first.group, names), groupName(wording, second.group, names)]
}

/** A group as the people of a sentence. */
function peopleOf(group: Group, names: readonly string[], wording: Wording): string {
  const key = names.length === 1 && names[0] === 'category' ? `people.${group.category}` : ''
  return isResearchKey(key)
    ? wording.say(key)
    : wording.say('people.group', { group: groupName(wording, group, names) })
}

/** Two groups of one category would look alike. */
function kindOf(group: Group, place: 'first' | 'second') {
  const kind = markOf(group)
  return kind === 'all' || Object.keys(group).length > 1
    ? place === 'first'
      ? 'series-1'
      : 'series-2'
    : kind
}

function estimateOf(wording: Wording, figure: MeanFigure | null) {
  return {
    value: figure?.mean ?? null,
    interval: figure?.ci ?? null,
    text: figure === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figure),
  }
}

/** "−3 (−6 to 0.4)", or why there is no difference. */
export function differenceText(wording: Wording, { difference, ci, reason }: Difference): string {
  if (difference === null) return reasonInWords(wording, reason ?? 'not_defined')
  const write = points(wording.language)
  return ci === null
    ? write(difference)
    : wording.say('figure.interval', { value: write(difference), low: write(ci[0]), high: write(ci[1]) })
}

/** Ends of the axis of differences: even tens that hold every interval, and zero in the middle. */
export function differenceDomain(
  differences: readonly Pick<Difference, 'difference' | 'ci'>[],
): readonly [number, number] {
  const farthest = differences.flatMap(({ difference, ci }) => [difference ?? 0, ...(ci ?? [])])
  const end = Math.max(10, Math.ceil(Math.max(...farthest.map(Math.abs)) / 10) * 10)
  return [-end, end]
}
