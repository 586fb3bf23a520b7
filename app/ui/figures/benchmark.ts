import type { Benchmark, BenchmarkGroup } from '@/lib/profile/benchmark/benchmark'
import { comparableWithin, type Gap } from '@/lib/profile/benchmark/gap'
import type { MeanFigure } from '@/lib/profile/figure'
import { peopleIn, sentenceCase } from '@/lib/profile/finding'
import type { CsvCell } from '../charts/chart-csv'
import { gapChart } from '../charts/gap-chart'
import type { ProfileFigure } from './figure'
import {
  groupName,
  labelIn,
  meanInWords,
  numberIn,
  percentInWords,
  points,
  reasonInWords,
  type Wording,
} from './wording'

/** Migrants beside hosts: as they are, with hosts of the same make-up, and question by question. @param hosts title of the hosts' round */
export function benchmarkFigures(
  benchmark: Benchmark,
  hosts: string,
  wording: Wording,
): readonly ProfileFigure[] {
  const { say } = wording
  const own = benchmark.groups.map((entry) => ({
    code: entry.group.category ?? '',
    name: nameOf(entry, wording),
    migrants: entry.migrants,
    hosts: benchmark.hosts,
    gap: entry.gap,
    extra: [ratioText(entry, wording)],
    data: [entry.ratio?.ratio ?? null, entry.ratio?.ci[0] ?? null, entry.ratio?.ci[1] ?? null],
  }))
  const adjusted = benchmark.groups.flatMap((entry) => {
    const { adjusted: found } = entry
    if (found === null) return []
    return {
      code: entry.group.category ?? '',
      name: nameOf(entry, wording),
      migrants: bare(found.migrants),
      hosts: bare(found.hosts),
      gap: found,
      extra: [coveredText(found.covered, wording)],
      data: [found.covered],
    }
  })
  const items = benchmark.items.map((item) => ({
    ...item,
    code: item.id,
    name: labelIn(wording, wording.questionnaire.items.find(({ id }) => id === item.id)?.label),
    extra: [],
    data: [],
  }))
  return [
    figure(wording, own, {
      id: 'benchmark',
      title: say('benchmark.title'),
      subtitle: say('benchmark.subtitle', { hosts }),
      extra: [say('benchmark.ratio')],
      data: ['ratio', 'ratio_low', 'ratio_high'],
    }),
    ...(adjusted.some(({ gap }) => gap.gap !== null)
      ? [
          figure(wording, adjusted, {
            id: 'benchmark-adjusted',
            title: say('benchmark.adjustedTitle'),
            subtitle: say('benchmark.adjustedSubtitle'),
            extra: [say('benchmark.covered')],
            data: ['covered'],
          }),
        ]
      : []),
    ...(items.length > 0
      ? [
          figure(wording, items, {
            id: 'benchmark-items',
            title: say('benchmark.itemsTitle'),
            subtitle: say('benchmark.itemsSubtitle'),
            extra: [],
            data: [],
          }),
        ]
      : []),
  ]
}

/** What the figures allow to say, a sentence or two for each group. */
export function benchmarkSentences(benchmark: Benchmark, wording: Wording): readonly string[] {
  const { say, language } = wording
  const two = numberIn(language, 2)
  return benchmark.groups.map((entry) => {
    const { ratio } = entry
    return [
      gapSentence(entry, wording),
      ...(ratio === null
        ? []
        : [
            say('benchmark.parity', {
              ratio: two(ratio.ratio),
              low: two(ratio.ci[0]),
              high: two(ratio.ci[1]),
            }),
          ]),
      ...adjustedSentence(entry, wording),
    ].join(' ')
  })
}

function gapSentence(entry: BenchmarkGroup, wording: Wording): string {
  const { say, language } = wording
  const { gap, ci, verdict } = entry.gap
  const who = peopleOf(entry, wording)
  if (gap === null || ci === null || verdict === null) return say('benchmark.none', { who })
  const write = points(language)
  const size = write(Math.abs(gap))
  if (verdict === 'lower' || verdict === 'higher') {
    // "Lower by 12, between 9 and 15": sizes, the smaller end first.
    const [low = 0, high = 0] = ci.map(Math.abs).toSorted((a, b) => a - b)
    return say(`benchmark.${verdict}`, { who, gap: size, low: write(low), high: write(high) })
  }
  const way = size === write(0) ? 'Same' : gap < 0 ? 'Lower' : 'Higher'
  return [
    say(`benchmark.gap${way}`, { who, gap: size }),
    say(`benchmark.${verdict}`, { low: write(ci[0]), high: write(ci[1]), points: comparableWithin }),
  ].join(' ')
}

function adjustedSentence({ adjusted }: BenchmarkGroup, wording: Wording): readonly string[] {
  if (adjusted === null) return []
  const { say, language } = wording
  const { gap, ci, verdict, covered } = adjusted
  if (gap === null || ci === null || verdict === null) return [say('benchmark.notAdjusted')]
  const write = points(language)
  return [
    say('benchmark.adjusted', {
      gap: write(gap),
      low: write(ci[0]),
      high: write(ci[1]),
      verdict: say(`benchmark.is.${verdict}`),
      covered: coveredText(covered, wording),
    }),
  ]
}

type Row = {
  readonly code: string
  readonly name: string
  readonly migrants: MeanFigure
  readonly hosts: MeanFigure
  readonly gap: Gap
  /** Further cells of the table, in words and for programs. */
  readonly extra: readonly string[]
  readonly data: readonly CsvCell[]
}

function figure(
  wording: Wording,
  rows: readonly Row[],
  {
    id,
    title,
    subtitle,
    extra,
    data,
  }: Pick<ProfileFigure, 'id' | 'title' | 'subtitle'> & {
    /** Headings of the further cells. */
    readonly extra: readonly string[]
    readonly data: readonly string[]
  },
): ProfileFigure {
  const { say } = wording
  const [first, second] = [say('benchmark.migrants'), say('benchmark.hosts')]
  const axis = say('difference.axis', { first, second })
  return {
    id,
    title,
    subtitle,
    isHalf: false,
    draw: (frame) =>
      gapChart({
        ...frame,
        domain: [0, 100],
        axisLabel: say('benchmark.axis'),
        differenceDomain: domainOf(rows.map(({ gap }) => gap)),
        differenceLabel: axis,
        band: {
          from: -comparableWithin,
          to: comparableWithin,
          label: say('benchmark.band', { points: comparableWithin }),
        },
        groups: { first: { kind: 'series-1', label: first }, second: { kind: 'series-2', label: second } },
        rows: rows.map(({ name, migrants, hosts, gap }) => ({
          label: name,
          first: estimateOf(wording, migrants),
          second: estimateOf(wording, hosts),
          difference: { value: gap.gap, interval: gap.ci, text: gapText(wording, gap) },
        })),
      }),
    table: {
      columns: [say('figure.group'), first, second, axis, ...extra, say('benchmark.verdict')],
      rows: rows.map(({ name, migrants, hosts, gap, extra: own }) => [
        name,
        meanInWords(wording, migrants),
        meanInWords(wording, hosts),
        gapText(wording, gap),
        ...own,
        gap.verdict === null ? '' : say(`benchmark.is.${gap.verdict}`),
      ]),
      data: {
        columns: ['group', 'migrants', 'hosts', 'gap', 'se', 'low', 'high', 'verdict', 'reason', ...data],
        rows: rows.map(({ code, migrants, hosts, gap, data: own }) => [
          code,
          migrants.mean,
          hosts.mean,
          gap.gap,
          gap.se,
          gap.ci?.[0] ?? null,
          gap.ci?.[1] ?? null,
          gap.verdict ?? '',
          gap.reason ?? '',
          ...own,
        ]),
      },
    },
  }
}

function nameOf({ group }: BenchmarkGroup, wording: Wording): string {
  return group.category === undefined
    ? wording.say('benchmark.migrants')
    : groupName(wording, group, ['category'])
}

/** A group as a sentence begins with it. */
function peopleOf({ group }: BenchmarkGroup, { say, language }: Wording): string {
  return group.category === undefined
    ? say('benchmark.migrants')
    : sentenceCase(peopleIn(group.category, say), language)
}

/** A standardised mean: its error is told with the gap. */
function bare(mean: number | null): MeanFigure {
  return { mean, se: null, ci: null, reason: mean === null ? 'too_few_answers' : null, qualityMarks: [] }
}

function estimateOf(wording: Wording, shown: MeanFigure) {
  return { value: shown.mean, interval: shown.ci, text: meanInWords(wording, shown) }
}

function gapText(wording: Wording, { gap, ci, reason }: Gap): string {
  if (gap === null) return reasonInWords(wording, reason ?? 'not_defined')
  const write = points(wording.language)
  return ci === null
    ? write(gap)
    : wording.say('figure.interval', { value: write(gap), low: write(ci[0]), high: write(ci[1]) })
}

function ratioText({ ratio }: BenchmarkGroup, wording: Wording): string {
  if (ratio === null) return reasonInWords(wording, 'not_defined')
  const two = numberIn(wording.language, 2)
  return wording.say('figure.interval', {
    value: two(ratio.ratio),
    low: two(ratio.ci[0]),
    high: two(ratio.ci[1]),
  })
}

function coveredText(covered: number, wording: Wording): string {
  return percentInWords(wording, {
    share: covered,
    se: null,
    ci: null,
    reason: null,
    shareText: null,
    qualityMarks: [],
  })
}

/** Ends of the axis of gaps: even tens that hold every interval and the band, zero in the middle. */
function domainOf(gaps: readonly Gap[]): readonly [number, number] {
  const farthest = gaps.flatMap(({ gap, ci }) => [gap ?? 0, ...(ci ?? [])])
  const end = Math.max(10, Math.ceil(Math.max(0, ...farthest.map(Math.abs)) / 10) * 10)
  return [-end, end]
}
