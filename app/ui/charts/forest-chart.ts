import * as Plot from '@observablehq/plot'
import {
  axisMarks,
  axisRoom,
  type ChartFrame,
  type Estimate,
  isNarrow,
  letters,
  pixels,
  positionOn,
  referenceMarks,
} from './chart-frame'
import { drawn, emptyDrawing } from './chart-svg'
import { hiddenMarks } from './hidden-marks'
import { dotLook, looks, type MarkKind } from './marks'
import { layRows, type PlacedRow, rowMarks } from './row-layout'

export type ForestRow = Estimate & { readonly kind: MarkKind; readonly label: string }

export type ForestGroup = { readonly label: string; readonly rows: readonly ForestRow[] }

export type ForestChart = ChartFrame & {
  readonly groups: readonly ForestGroup[]
  /** Ends of the axis, at the start and at the end side. */
  readonly domain: readonly [number, number]
  readonly axisLabel: string
  /** A hairline with its name. */
  readonly reference: { readonly at: number; readonly label: string } | null
}

type Placed = ForestRow & { readonly place: PlacedRow }

/**
 * Estimates with their intervals on one axis, grouped: for each row a mark, a line for the interval, and the figure in words. Where a row is
 * hidden, hatching and its reason.
 *
 * For two groups against each other, {@link gapChart} shows the difference too.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function forestChart(chart: ForestChart): string {
  const { groups, domain, reference } = chart
  const given = groups.flatMap((group) => group.rows)
  if (given.length === 0) return emptyDrawing(chart)
  const top = reference === null ? 6 : 24
  const words = groups.flatMap((group) => [
    ...(group.label === '' ? [] : [{ label: group.label, text: '', isHead: true }]),
    ...group.rows.map((row) => ({ label: row.label, text: row.value === null ? '' : row.text })),
  ])
  const layout = layRows(chart, words, { top })
  const places = layout.rows.filter((row) => !row.isHead)
  const rows = given.flatMap((row, index): readonly Placed[] => {
    const place = places[index]
    return place === undefined ? [] : [{ ...row, place }]
  })
  const margins = { start: layout.start, end: layout.end, top, bottom: axisRoom(chart, chart.axisLabel) }
  const height = layout.bottom + 4 + margins.bottom
  const x = positionOn(chart, domain, margins)
  const y = pixels((row: Placed) => row.place.markY)
  const visible = rows.filter((row) => row.value !== null)
  const hidden = rows.filter((row) => row.value === null)
  const radius = isNarrow(chart) ? 5 : 5.5
  const kinds = [...new Set(visible.map((row) => row.kind))]
  return drawn(chart, {
    height,
    margins,
    domain,
    marks: [
      ...axisMarks(chart, { label: chart.axisLabel, margins, height }),
      ...referenceMarks(chart, reference, x, { top, bottom: height - margins.bottom }),
      ...rowMarks(chart, layout),
      ...kinds.flatMap((kind) => {
        const own = visible.filter((row) => row.kind === kind)
        return [
          Plot.ruleY(
            own.filter((row) => row.interval !== null),
            {
              x1: (row: Placed) => row.interval?.[0],
              x2: (row: Placed) => row.interval?.[1],
              y,
              stroke: looks[kind].color,
              strokeWidth: 2.5,
              strokeOpacity: 0.75,
            },
          ),
          Plot.dot(own, { x: 'value', y, ...dotLook(kind, radius) }),
        ]
      }),
      ...hiddenMarks(
        chart,
        hidden.map(({ place, text }) => ({
          from: domain[0],
          to: domain[1],
          top: place.markY - 8,
          bottom: place.markY + 8,
          text,
        })),
        x,
        letters.small,
      ),
    ],
  })
}
