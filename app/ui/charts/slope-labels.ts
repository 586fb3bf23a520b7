import * as Plot from '@observablehq/plot'
import { anchor, fromStart, ink, letters, linesOf, pixels } from './chart-frame'
import { dotLook } from './marks'
import type { SlopeChart, SlopePoint, SlopeSeries } from './slope-series'
import { textWidth, wrapped } from './text-fit'

/** Room that the name and the last figure of a group need, in CSS pixels. */
export function endRoom(series: SlopeSeries): number {
  const last = series.points.findLast((point) => point.value !== null)
  return Math.max(
    textWidth(series.label, { size: letters.text, isBold: true }),
    textWidth(last?.text ?? '', { size: letters.small }),
  )
}

/** Names of the groups beside their last points, moved apart where they would meet. */
export function endLabels(
  chart: SlopeChart,
  points: readonly SlopePoint[],
  place: {
    readonly end: number
    readonly top: number
    readonly floor: number
    readonly yOf: (value: number) => number
    readonly xOf: (point: SlopePoint) => number
  },
): readonly Plot.Markish[] {
  const width = place.end - 26
  const labels = chart.series.flatMap((series) => {
    const last = points.findLast((point) => point.series === series && point.value !== null)
    if (last?.value == null) return []
    const name = wrapped(series.label, { width, size: letters.text, isBold: true, maxLines: 2 })
    const figure = wrapped(last.text, { width, size: letters.small, maxLines: 2 })
    return [{ series, name, figure, at: place.yOf(last.value), room: (name.length + figure.length) * 16 + 6 }]
  })
  labels.sort((one, other) => one.at - other.at)
  const tops: number[] = []
  let free = place.top - 14
  for (const label of labels) {
    const wanted = Math.max(free, label.at - label.room / 2)
    tops.push(wanted)
    free = wanted + label.room
  }
  // Pushed out below: the whole column moves up.
  let ceiling = place.floor + 26
  for (let index = labels.length - 1; index >= 0; index -= 1) {
    const room = labels[index]?.room ?? 0
    const moved = Math.min(tops[index] ?? 0, ceiling - room)
    tops[index] = moved
    ceiling = moved
  }
  const x = pixels(() => fromStart(chart, chart.width - place.end + 24))
  return labels.flatMap((label, index) => [
    Plot.dot([label], {
      x: pixels(() => fromStart(chart, chart.width - place.end + 12)),
      y: pixels(() => (tops[index] ?? 0) + 8),
      ...dotLook(label.series.kind, 5),
    }),
    Plot.text([label], {
      x,
      y: pixels(() => tops[index] ?? 0),
      lineAnchor: 'top',
      textAnchor: anchor(chart, 'start'),
      text: () => linesOf(label.name, chart.direction),
      fontWeight: 700,
      fill: ink.text,
    }),
    Plot.text([label], {
      x,
      y: pixels(() => (tops[index] ?? 0) + label.name.length * 16),
      lineAnchor: 'top',
      textAnchor: anchor(chart, 'start'),
      text: () => linesOf(label.figure, chart.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
  ])
}
