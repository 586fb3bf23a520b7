import * as Plot from '@observablehq/plot'
import {
  axisMarks,
  axisRoom,
  type ChartFrame,
  type Estimate,
  ink,
  letters,
  pixels,
  positionOn,
  referenceMarks,
} from './chart-frame'
import { drawn, emptyDrawing } from './chart-svg'
import { hiddenMarks } from './hidden-marks'
import { looks, type MarkKind } from './marks'
import { layRows, type PlacedRow, rowMarks } from './row-layout'

/** `kind` null: a plain bar. */
export type BarRow = Estimate & { readonly kind: MarkKind | null; readonly label: string }

export type BarGroup = { readonly label: string; readonly rows: readonly BarRow[] }

export type BarChart = ChartFrame & {
  readonly groups: readonly BarGroup[]
  /** Where the axis ends; it begins at zero, because the length of a bar is its figure. */
  readonly upTo: number
  readonly axisLabel: string
  readonly reference: { readonly at: number; readonly label: string } | null
}

type Placed = BarRow & { readonly place: PlacedRow }

const thickness = 14

/**
 * Amounts and shares as bars from zero, with their intervals. For scores on a scale, whose zero says nothing, {@link forestChart} is the
 * right one.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function barChart(chart: BarChart): string {
  const { groups, upTo, reference } = chart
  const given = groups.flatMap((group) => group.rows)
  if (given.length === 0) return emptyDrawing(chart)
  const top = reference === null ? 6 : 24
  const words = groups.flatMap((group) => [
    ...(group.label === '' ? [] : [{ label: group.label, text: '', isHead: true }]),
    ...group.rows.map((row) => ({ label: row.label, text: row.value === null ? '' : row.text })),
  ])
  const layout = layRows(chart, words, { top, markHeight: 28 })
  const places = layout.rows.filter((row) => !row.isHead)
  const rows = given.flatMap((row, index): readonly Placed[] => {
    const place = places[index]
    return place === undefined ? [] : [{ ...row, place }]
  })
  const domain = [0, upTo] as const
  const margins = { start: layout.start, end: layout.end, top, bottom: axisRoom(chart, chart.axisLabel) }
  const height = layout.bottom + 4 + margins.bottom
  const x = positionOn(chart, domain, margins)
  const visible = rows.filter((row) => row.value !== null)
  const y = pixels((row: Placed) => row.place.markY)
  const spanned = visible.filter((row) => row.interval !== null)
  const whisker = { stroke: ink.text, strokeWidth: 1.5 }
  const end = (index: 0 | 1) => ({
    x: (row: Placed) => row.interval?.[index],
    y1: pixels((row: Placed) => row.place.markY - 4),
    y2: pixels((row: Placed) => row.place.markY + 4),
    ...whisker,
  })
  return drawn(chart, {
    height,
    margins,
    domain,
    marks: [
      ...axisMarks(chart, { label: chart.axisLabel, margins, height }),
      Plot.ruleX([0], { stroke: ink.quiet }),
      ...rowMarks(chart, layout),
      Plot.rect(visible, {
        x1: () => 0,
        x2: 'value',
        y1: pixels((row: Placed) => row.place.markY - thickness / 2),
        y2: pixels((row: Placed) => row.place.markY + thickness / 2),
        fill: (row: Placed) => (row.kind === null ? ink.bar : looks[row.kind].color),
      }),
      ...referenceMarks(chart, reference, x, { top, bottom: height - margins.bottom }),
      // A light line under the dark one keeps the whisker visible over its own bar, in grey too.
      Plot.ruleY(spanned, {
        x1: (row: Placed) => row.interval?.[0],
        x2: (row: Placed) => row.interval?.[1],
        y,
        stroke: ink.paper,
        strokeWidth: 4,
        strokeOpacity: 0.8,
      }),
      Plot.ruleY(spanned, {
        x1: (row: Placed) => row.interval?.[0],
        x2: (row: Placed) => row.interval?.[1],
        y,
        ...whisker,
      }),
      Plot.ruleX(spanned, end(0)),
      Plot.ruleX(spanned, end(1)),
      ...hiddenMarks(
        chart,
        rows
          .filter((row) => row.value === null)
          .map(({ place, text }) => ({
            from: 0,
            to: upTo,
            top: place.markY - thickness / 2 - 1,
            bottom: place.markY + thickness / 2 + 1,
            text,
          })),
        x,
        letters.small,
      ),
    ],
  })
}
