import * as Plot from '@observablehq/plot'
import { anchor, fromStart, ink, isolated, letters, pixels } from './chart-frame'
import { hatching } from './chart-svg'
import { dotLook } from './marks'
import type { SlopeChart, SlopePoint } from './slope-series'
import { wrapped } from './text-fit'

/** Hatched squares with the shape of their group, under the waves whose figures are hidden. */
export function hiddenStrip(
  chart: SlopeChart,
  hidden: readonly SlopePoint[],
  place: { readonly top: number; readonly xOf: (point: SlopePoint) => number },
): readonly Plot.Markish[] {
  if (hidden.length === 0) return []
  const side = 18
  const order = (point: SlopePoint) =>
    hidden.filter((other) => other.wave === point.wave).findIndex((other) => other.series === point.series)
  const count = (point: SlopePoint) => hidden.filter((other) => other.wave === point.wave).length
  const x = (point: SlopePoint) =>
    fromStart(
      chart,
      fromStart(chart, place.xOf(point)) - point.shift + (order(point) - (count(point) - 1) / 2) * (side + 3),
    )
  const y = place.top + 26
  const [label = ''] = wrapped(chart.hiddenLabel, {
    width: chart.width - 8,
    size: letters.small,
    maxLines: 1,
  })
  return [
    Plot.text([label], {
      x: pixels(() => fromStart(chart, 4)),
      y: pixels(() => place.top + 6),
      textAnchor: anchor(chart, 'start'),
      text: () => isolated(label, chart.direction),
      fontSize: letters.small,
      fontStyle: 'italic',
      fill: ink.quiet,
    }),
    Plot.rect(hidden, {
      x1: pixels((point: SlopePoint) => x(point) - side / 2),
      x2: pixels((point: SlopePoint) => x(point) + side / 2),
      y1: pixels(() => y - side / 2),
      y2: pixels(() => y + side / 2),
      fill: hatching(chart),
      stroke: ink.hairline,
      rx: 2,
    }),
    ...hidden.map((point) =>
      Plot.dot([point], {
        x: pixels(() => x(point)),
        y: pixels(() => y),
        ...dotLook(point.series.kind, 4.5),
      }),
    ),
  ]
}
