import * as Plot from '@observablehq/plot'
import {
  type ChartFrame,
  type Estimate,
  fromStart,
  ink,
  isNarrow,
  letters,
  lineHeight,
  pixels,
} from './chart-frame'
import { drawn, emptyDrawing } from './chart-svg'
import { bandMarks, type Field, fieldAxis, type GapBand, type Span, zeroMarks } from './gap-fields'
import { hiddenMarks } from './hidden-marks'
import { legend } from './legend'
import { dotLook, looks, type MarkKind } from './marks'
import { inPlace, layRows, type PlacedRow, rowMarks } from './row-layout'
import { wrapped } from './text-fit'

export type GapRow = {
  readonly label: string
  readonly first: Estimate
  readonly second: Estimate
  /** First less second. */
  readonly difference: Estimate
}

export type GapChart = ChartFrame & {
  readonly rows: readonly GapRow[]
  readonly groups: {
    readonly first: { readonly kind: MarkKind; readonly label: string }
    readonly second: { readonly kind: MarkKind; readonly label: string }
  }
  readonly domain: readonly [number, number]
  readonly axisLabel: string
  /** Ends of the axis of differences; zero lies within. */
  readonly differenceDomain: readonly [number, number]
  readonly differenceLabel: string
  readonly band: GapBand | null
}

type Placed = GapRow & { readonly place: PlacedRow }

/**
 * Two groups side by side: their estimates on one axis, and what lies between them, with its interval, on another that has its zero and the
 * band of differences too small to matter. On a phone each row has both under its words.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function gapChart(chart: GapChart): string {
  const { rows, groups } = chart
  if (rows.length === 0) return emptyDrawing(chart)
  const narrow = isNarrow(chart)
  const key = legend(
    chart,
    [groups.first, groups.second].map(({ kind, label }) => ({ label, look: { kind } })),
    2,
  )
  const top = key.bottom + (chart.band === null ? 6 : 22)
  const layout = layRows(
    chart,
    rows.map(({ label, difference }) => ({
      label,
      text: difference.value === null ? '' : difference.text,
    })),
    { top, markHeight: 32 },
  )
  const between = 34
  const room = chart.width - layout.start - layout.end
  const scoresWidth = (room - between) * 0.52
  const scores: Field = {
    start: layout.start,
    width: scoresWidth,
    domain: chart.domain,
    label: chart.axisLabel,
    ticks: ticksOf(chart.domain, narrow ? 2 : 4),
    isSigned: false,
  }
  const differences: Field = {
    start: layout.start + scoresWidth + between,
    width: room - scoresWidth - between,
    domain: chart.differenceDomain,
    label: chart.differenceLabel,
    ticks: [...new Set([chart.differenceDomain[0], 0, chart.differenceDomain[1]])],
    isSigned: true,
  }
  const floor = layout.bottom + 2
  const labelLines = [scores, differences].map((field) =>
    wrapped(field.label, { width: field.width + between / 2, size: letters.small, maxLines: 4 }),
  )
  const height = floor + 24 + Math.max(...labelLines.map((lines) => lines.length)) * lineHeight
  const placed: readonly Placed[] = inPlace(rows, layout).map(({ row, place }) => ({ ...row, place }))
  const xOf = (field: Field) => (value: number) =>
    fromStart(
      chart,
      field.start +
        (field.width * (Math.min(Math.max(value, field.domain[0]), field.domain[1]) - field.domain[0])) /
          (field.domain[1] - field.domain[0]),
    )
  // On a phone the words stand over the marks: there the band keeps to the marks.
  const spans = narrow
    ? placed
        .filter(({ difference }) => difference.value !== null)
        .map(({ place }) => ({ top: place.markY - 13, bottom: place.markY + 13 }))
    : [{ top, bottom: floor }]
  return drawn(chart, {
    height,
    margins: { start: 0, end: 0, top: 0, bottom: 0 },
    domain: null,
    marks: [
      ...key.marks,
      ...bandMarks(chart, chart.band, xOf(differences), { top, spans }),
      ...zeroMarks(xOf(differences), spans),
      ...[scores, differences].flatMap((field, index) =>
        fieldAxis(chart, field, xOf(field), { top, floor, lines: labelLines[index] ?? [] }),
      ),
      ...rowMarks(chart, layout),
      ...scoreMarks(chart, placed, xOf(scores)),
      ...differenceMarks(placed, xOf(differences)),
      ...hiddenGaps(chart, placed, xOf(scores), xOf(differences)),
    ],
  })
}

/** Hatching over what is hidden; over the whole row where nothing of it is known. */
function hiddenGaps(
  chart: GapChart,
  placed: readonly Placed[],
  scores: (value: number) => number,
  differences: (value: number) => number,
): readonly Plot.Markish[] {
  const stretches = placed.flatMap(({ first, second, difference, place }) => {
    const isScoreHidden = first.value === null && second.value === null
    if (!isScoreHidden && difference.value !== null) return []
    const from = isScoreHidden ? scores(chart.domain[0]) : differences(chart.differenceDomain[0])
    const to = difference.value === null ? differences(chart.differenceDomain[1]) : scores(chart.domain[1])
    return [{ from, to, ...span(place), text: isScoreHidden ? first.text : difference.text }]
  })
  return hiddenMarks(chart, stretches, (x) => x, letters.small)
}

function span(place: PlacedRow): Span {
  return { top: place.markY - 9, bottom: place.markY + 9 }
}

function ticksOf([from, to]: readonly [number, number], parts: number): readonly number[] {
  return Array.from({ length: parts + 1 }, (_, index) => from + (index * (to - from)) / parts)
}

/** Both groups of a row, a little above and below its middle, so that close estimates and their intervals stay apart. */
function scoreMarks(
  chart: GapChart,
  placed: readonly Placed[],
  x: (value: number) => number,
): readonly Plot.Markish[] {
  const both = placed.filter(({ first, second }) => first.value !== null && second.value !== null)
  return [
    Plot.ruleY(both, {
      x1: pixels((row: Placed) => x(row.first.value ?? 0)),
      x2: pixels((row: Placed) => x(row.second.value ?? 0)),
      y: pixels((row: Placed) => row.place.markY),
      stroke: ink.hairline,
      strokeWidth: 5,
    }),
    ...(['first', 'second'] as const).flatMap((which) => {
      const { kind } = chart.groups[which]
      const shift = which === 'first' ? -4 : 4
      const y = pixels((row: Placed) => row.place.markY + shift)
      const visible = placed.filter((row) => row[which].value !== null)
      return [
        Plot.ruleY(
          visible.filter((row) => row[which].interval !== null),
          {
            x1: pixels((row: Placed) => x(row[which].interval?.[0] ?? 0)),
            x2: pixels((row: Placed) => x(row[which].interval?.[1] ?? 0)),
            y,
            stroke: looks[kind].color,
            strokeWidth: 2.5,
            strokeOpacity: 0.75,
          },
        ),
        Plot.dot(visible, {
          x: pixels((row: Placed) => x(row[which].value ?? 0)),
          y,
          ...dotLook(kind, 4.5),
        }),
      ]
    }),
  ]
}

function differenceMarks(placed: readonly Placed[], x: (value: number) => number): readonly Plot.Markish[] {
  const visible = placed.filter(({ difference }) => difference.value !== null)
  const y = pixels((row: Placed) => row.place.markY)
  return [
    Plot.ruleY(
      visible.filter(({ difference }) => difference.interval !== null),
      {
        x1: pixels((row: Placed) => x(row.difference.interval?.[0] ?? 0)),
        x2: pixels((row: Placed) => x(row.difference.interval?.[1] ?? 0)),
        y,
        stroke: ink.text,
        strokeWidth: 2.5,
      },
    ),
    Plot.dot(visible, {
      x: pixels((row: Placed) => x(row.difference.value ?? 0)),
      y,
      r: 5,
      fill: ink.paper,
      stroke: ink.text,
      strokeWidth: 2.5,
    }),
  ]
}
