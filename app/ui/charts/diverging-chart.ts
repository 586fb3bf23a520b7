import * as Plot from '@observablehq/plot'
import {
  anchor,
  axisMarks,
  axisRoom,
  type ChartFrame,
  fromStart,
  ink,
  isNarrow,
  isolated,
  letters,
  lineHeight,
  linesOf,
  numberIn,
  pixels,
  positionOn,
} from './chart-frame'
import { drawn, emptyDrawing, hatching } from './chart-svg'
import { apartMarks } from './diverging-apart'
import { domainOf, hiddenShare, type Segment, segmentsOf } from './diverging-segments'
import { hiddenMarks } from './hidden-marks'
import { legend } from './legend'
import { divergingShades } from './ramps'
import { inPlace, layRows, type PlacedRow, rowMarks } from './row-layout'
import { textWidth, wrapped } from './text-fit'

export type DivergingRow = {
  readonly label: string
  /** Percent for each option, in the order of the options; null: hidden. */
  readonly shares: readonly (number | null)[]
  /** Percent for each answer that stands apart. */
  readonly apart: readonly (number | null)[]
  /** Why the whole row is hidden; null when it is not. */
  readonly hidden: string | null
}

export type DivergingChart = ChartFrame & {
  /** Ordered options, the best first. */
  readonly options: readonly string[]
  /** Answers without a place in the order: "I don't know", "I prefer not to say". */
  readonly apart: readonly string[]
  readonly rows: readonly DivergingRow[]
  /** Words at both ends of the axis. */
  readonly ends: { readonly worst: string; readonly best: string }
  readonly axisLabel: string
  /** Names the hatching in the legend. */
  readonly hiddenLabel: string
}

type PlacedSegment = Segment & { readonly place: PlacedRow }

const thickness = 20

/**
 * Answers to ordered options as bars around a centre: worse answers lie at the start side, better ones at the end side, half of a neutral
 * middle on either. Answers without a place in the order stand apart at the end, on a scale of their own. Where single options are hidden, what
 * they have together is hatched at the far end, so that nothing is said about where in the order they belong.
 *
 * For options without an order, {@link barChart} is the right one.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function divergingChart(chart: DivergingChart): string {
  const { rows, options } = chart
  if (rows.length === 0 || options.length === 0) return emptyDrawing(chart)
  const narrow = isNarrow(chart)
  const shades = divergingShades(options.length)
  const isAnyHidden = rows.some((row) => row.hidden !== null || [...row.shares, ...row.apart].includes(null))
  const key = legend(
    chart,
    [
      // In the order of the bars, as the eye meets them.
      ...options.map((label, index) => ({ label, look: { fill: shades[index]?.fill ?? ink.bar } })).reverse(),
      ...(isAnyHidden ? [{ label: chart.hiddenLabel, look: { fill: hatching(chart) } }] : []),
    ],
    2,
  )
  const apartRoom = chart.apart.length === 0 ? 0 : narrow ? 44 : 78
  const heads = chart.apart.map((label) =>
    wrapped(label, { width: apartRoom - 6, size: narrow ? 10 : letters.small, maxLines: 4 }),
  )
  const endsRoom = (chart.width - chart.apart.length * apartRoom) / 2 - 20
  const ends = [chart.ends.worst, chart.ends.best].map((words) =>
    wrapped(words, { width: narrow ? endsRoom : endsRoom * 0.66, size: letters.small, maxLines: 2 }),
  )
  const headLines = Math.max(...[...heads, ...ends].map((lines) => lines.length))
  const top = key.bottom + 8 + headLines * lineHeight + 4
  const layout = layRows(
    chart,
    rows.map(({ label }) => ({ label, text: '' })),
    { top, markHeight: 32 },
  )
  const margins = {
    start: layout.start,
    end: 10 + chart.apart.length * apartRoom,
    top,
    bottom: axisRoom(chart, chart.axisLabel),
  }
  const height = layout.bottom + 2 + margins.bottom
  const domain = domainOf(rows.filter((row) => row.hidden === null))
  const x = positionOn(chart, domain, margins)
  const placed = inPlace(rows, layout)
  const shown = placed.filter(({ row }) => row.hidden === null)
  const segments = shown.flatMap(({ row, place }) =>
    segmentsOf(row.shares, shades).map((one): PlacedSegment => ({ ...one, place })),
  )
  const pixelsPerPercent = Math.abs(x(1) - x(0))
  const number = numberIn(chart.language)
  const percent = (share: number) => number(Math.round(share))
  const ofSegment = { y1: edgeY(-1), y2: edgeY(1) }
  return drawn(chart, {
    height,
    margins,
    domain,
    marks: [
      ...key.marks,
      ...axisMarks(chart, {
        label: chart.axisLabel,
        margins,
        height,
        tickFormat: (value) => number(Math.abs(value)),
        ticks: narrow ? 4 : 7,
      }),
      ...ends.map((lines, index) => {
        const isWorst = index === 0
        const distance = isWorst ? (narrow ? 4 : margins.start) : chart.width - margins.end
        return Plot.text([lines], {
          x: pixels(() => fromStart(chart, distance)),
          y: pixels(() => top - 8),
          lineAnchor: 'bottom',
          textAnchor: anchor(chart, isWorst ? 'start' : 'end'),
          text: (own: readonly string[]) => linesOf(own, chart.direction),
          fontSize: letters.small,
          fontWeight: 700,
          fill: ink.text,
        })
      }),
      Plot.ruleX([0], { stroke: ink.quiet, y1: pixels(() => top - 4), y2: pixels(() => layout.bottom) }),
      Plot.rect(segments, {
        x1: 'from',
        x2: 'to',
        ...ofSegment,
        fill: (one: PlacedSegment) => one.shade.fill,
        stroke: ink.paper,
        strokeWidth: 1,
      }),
      ...[...new Set(segments.map((one) => one.shade))].map((own) =>
        Plot.text(
          segments.filter(
            (one) =>
              one.shade === own &&
              textWidth(percent(one.share), { size: letters.small }) + 5 <= one.share * pixelsPerPercent,
          ),
          {
            x: (one: PlacedSegment) => (one.from + one.to) / 2,
            y: pixels((one: PlacedSegment) => one.place.markY),
            text: (one: PlacedSegment) => isolated(percent(one.share), chart.direction),
            fill: own.on,
            fontSize: letters.small,
          },
        ),
      ),
      ...rowMarks(chart, layout),
      ...apartMarks(
        chart,
        shown.map(({ row, place }) => ({ shares: row.apart, y: place.markY })),
        { heads, room: apartRoom, top },
      ),
      ...hiddenMarks(
        chart,
        [
          ...shown.flatMap(({ row, place }) => {
            const share = hiddenShare(row)
            return share === null
              ? []
              : [{ from: domain[1] - share, to: domain[1], ...span(place), text: '' }]
          }),
          ...placed.flatMap(({ row, place }) =>
            row.hidden === null ? [] : [{ from: domain[0], to: domain[1], ...span(place), text: row.hidden }],
          ),
        ],
        x,
        letters.small,
      ),
    ],
  })
}

function span(place: PlacedRow): { readonly top: number; readonly bottom: number } {
  return { top: place.markY - thickness / 2, bottom: place.markY + thickness / 2 }
}

function edgeY(side: -1 | 1) {
  return pixels((one: PlacedSegment) => one.place.markY + (side * thickness) / 2)
}
