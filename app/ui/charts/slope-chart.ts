import * as Plot from '@observablehq/plot'
import {
  anchor,
  fromStart,
  ink,
  isNarrow,
  isolated,
  letters,
  lineHeight,
  linesOf,
  numberIn,
  pixels,
} from './chart-frame'
import { drawn, emptyDrawing } from './chart-svg'
import { legend } from './legend'
import { dotLook, looks } from './marks'
import { hiddenStrip } from './slope-hidden'
import { endLabels, endRoom } from './slope-labels'
import type { SlopeChart, SlopePoint, SlopeSeries } from './slope-series'
import { wrapped } from './text-fit'

const fieldHeight = 230
const ticks = 5

/**
 * How groups move from wave to wave: a line for each, with the interval of every point. A hidden wave breaks the line and stands hatched
 * under the axis; a line is never drawn over a gap, because nobody may know what lies there.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function slopeChart(chart: SlopeChart): string {
  const { waves, series, domain, reference } = chart
  if (series.length === 0 || waves.length === 0) return emptyDrawing(chart)
  const narrow = isNarrow(chart)
  const number = numberIn(chart.language)
  const key = legend(
    chart,
    [
      // On a desk the groups are named at the end of their lines.
      ...(narrow ? series.map(({ kind, label }) => ({ label, look: { kind } })) : []),
      ...(reference === null ? [] : [{ label: reference.label, look: { line: 'dashed' as const } }]),
    ],
    0,
  )
  const axisLabel = wrapped(chart.axisLabel, { width: chart.width - 8, size: letters.small, maxLines: 3 })
  const top = key.bottom + axisLabel.length * lineHeight + 12
  const floor = top + fieldHeight
  const start = 34
  const end = narrow ? 14 : Math.min(232, Math.max(90, ...series.map(endRoom)) + 30)
  const field = chart.width - start - end
  const step = field / waves.length
  const waveX = (wave: number) => start + step * (wave + 0.5)
  const waveLines = waves.map((wave) => wrapped(wave, { width: step - 6, size: letters.small, maxLines: 3 }))
  const waveRoom = 10 + Math.max(...waveLines.map((lines) => lines.length)) * lineHeight
  const shiftOf = (index: number) => (index - (series.length - 1) / 2) * Math.min(7, step / 8)
  const points = series.flatMap((own, index) =>
    waves.map((_, wave): SlopePoint => {
      const point = own.points[wave] ?? { value: null, interval: null, text: '' }
      return { ...point, series: own, wave, shift: shiftOf(index) }
    }),
  )
  const hidden = points.filter((point) => point.value === null)
  const hiddenRoom = hidden.length === 0 ? 0 : 40
  const height = floor + waveRoom + hiddenRoom + 4
  const yOf = (value: number) =>
    floor -
    (fieldHeight * (Math.min(Math.max(value, domain[0]), domain[1]) - domain[0])) / (domain[1] - domain[0])
  const xOf = (point: SlopePoint) => fromStart(chart, waveX(point.wave) + point.shift)
  const tickValues = Array.from(
    { length: ticks + 1 },
    (_, index) => domain[0] + (index * (domain[1] - domain[0])) / ticks,
  )
  return drawn(chart, {
    height,
    margins: { start: 0, end: 0, top: 0, bottom: 0 },
    domain: null,
    marks: [
      ...key.marks,
      Plot.text([axisLabel], {
        x: pixels(() => fromStart(chart, 4)),
        y: pixels(() => key.bottom + 2),
        lineAnchor: 'top',
        textAnchor: anchor(chart, 'start'),
        text: (lines: readonly string[]) => linesOf(lines, chart.direction),
        fontSize: letters.small,
        fill: ink.quiet,
      }),
      Plot.ruleY(tickValues, {
        x1: pixels(() => fromStart(chart, start)),
        x2: pixels(() => fromStart(chart, chart.width - end)),
        y: pixels(yOf),
        stroke: ink.hairline,
      }),
      Plot.text(tickValues, {
        x: pixels(() => fromStart(chart, start - 6)),
        y: pixels(yOf),
        textAnchor: anchor(chart, 'end'),
        text: (value: number) => isolated(number(value), chart.direction),
        fontSize: letters.small,
        fill: ink.quiet,
      }),
      Plot.text(
        waveLines.map((lines, wave) => ({ lines, wave })),
        {
          x: pixels(({ wave }: { readonly wave: number }) => fromStart(chart, waveX(wave))),
          y: pixels(() => floor + 8),
          lineAnchor: 'top',
          text: ({ lines }: { readonly lines: readonly string[] }) => linesOf(lines, chart.direction),
          fontSize: letters.small,
          fill: ink.quiet,
        },
      ),
      Plot.ruleY(reference === null ? [] : [reference.at], {
        x1: pixels(() => fromStart(chart, start)),
        x2: pixels(() => fromStart(chart, chart.width - end)),
        y: pixels(yOf),
        stroke: ink.quiet,
        strokeWidth: 1.25,
        strokeDasharray: '3 3',
      }),
      ...series.flatMap((own) => seriesMarks(own, points, { xOf, yOf, radius: narrow ? 5 : 5.5 })),
      ...(narrow ? [] : endLabels(chart, points, { end, yOf, xOf, top, floor })),
      ...hiddenStrip(chart, hidden, { top: floor + waveRoom, xOf }),
    ],
  })
}

function seriesMarks(
  own: SlopeSeries,
  all: readonly SlopePoint[],
  place: {
    readonly xOf: (point: SlopePoint) => number
    readonly yOf: (value: number) => number
    readonly radius: number
  },
): readonly Plot.Markish[] {
  const points = all.filter((point) => point.series === own)
  const visible = points.filter((point) => point.value !== null)
  const { color } = looks[own.kind]
  const x = pixels(place.xOf)
  return [
    Plot.line(points, {
      x,
      // A point without a place breaks the line.
      y: pixels((point: SlopePoint) => (point.value === null ? Number.NaN : place.yOf(point.value))),
      stroke: color,
      strokeWidth: 2,
      curve: 'linear',
    }),
    Plot.ruleX(
      visible.filter((point) => point.interval !== null),
      {
        x,
        y1: pixels((point: SlopePoint) => place.yOf(point.interval?.[0] ?? 0)),
        y2: pixels((point: SlopePoint) => place.yOf(point.interval?.[1] ?? 0)),
        stroke: color,
        strokeWidth: 2.5,
        strokeOpacity: 0.65,
      },
    ),
    Plot.dot(visible, {
      x,
      y: pixels((point: SlopePoint) => place.yOf(point.value ?? 0)),
      ...dotLook(own.kind, place.radius),
    }),
  ]
}
