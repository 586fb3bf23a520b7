import * as Plot from '@observablehq/plot'
import {
  axisMarks,
  axisRoom,
  type ChartFrame,
  ink,
  isolated,
  letters,
  pixels,
  positionOn,
} from './chart-frame'
import { drawn, emptyDrawing, hatching } from './chart-svg'
import { hiddenMarks } from './hidden-marks'
import { legend } from './legend'
import { partShades, type Shade } from './ramps'
import { inPlace, layRows, type PlacedRow, rowMarks } from './row-layout'
import { textWidth } from './text-fit'

export type StackPart = {
  readonly value: number
  /** The figure in words, short enough to stand inside. */
  readonly text: string
}

export type StackRow = {
  readonly label: string
  /** The whole in words, at the end of the row. */
  readonly text: string
  /** In the order of the names of the parts; null: the row is hidden, and its text says why. */
  readonly parts: readonly StackPart[] | null
}

export type StackChart = ChartFrame & {
  readonly parts: readonly string[]
  readonly rows: readonly StackRow[]
  readonly upTo: number
  readonly axisLabel: string
  readonly tickFormat?: (value: number) => string
  /** Names the hatching in the legend. */
  readonly hiddenLabel: string
}

type Segment = StackPart & {
  readonly from: number
  readonly to: number
  readonly shade: Shade
  readonly place: PlacedRow
}

const thickness = 24

/**
 * What a whole is made of, as one bar cut into its parts, for example what each part of life adds to M0. Parts are in the order of the legend
 * and from dark to light, so that they are told apart in grey.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function stackChart(chart: StackChart): string {
  const { rows, parts, upTo } = chart
  if (rows.length === 0 || parts.length === 0) return emptyDrawing(chart)
  const shades = partShades(parts.length)
  const isAnyHidden = rows.some((row) => row.parts === null)
  const key = legend(
    chart,
    [
      ...parts.map((label, index) => ({ label, look: { fill: shades[index]?.fill ?? ink.bar } })),
      ...(isAnyHidden ? [{ label: chart.hiddenLabel, look: { fill: hatching(chart) } }] : []),
    ],
    2,
  )
  const layout = layRows(
    chart,
    rows.map((row) => ({ label: row.label, text: row.parts === null ? '' : row.text })),
    { top: key.bottom + 6, markHeight: 36 },
  )
  const margins = {
    start: layout.start,
    end: layout.end,
    top: key.bottom + 6,
    bottom: axisRoom(chart, chart.axisLabel),
  }
  const height = layout.bottom + 2 + margins.bottom
  const domain = [0, upTo] as const
  const x = positionOn(chart, domain, margins)
  const placed = inPlace(rows, layout)
  const segments = placed.flatMap(({ row, place }) => segmentsOf(row, place, shades))
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
        ...(chart.tickFormat === undefined ? {} : { tickFormat: chart.tickFormat }),
      }),
      Plot.ruleX([0], { stroke: ink.quiet }),
      ...rowMarks(chart, layout),
      Plot.rect(segments, {
        x1: 'from',
        x2: 'to',
        y1: pixels((one: Segment) => one.place.markY - thickness / 2),
        y2: pixels((one: Segment) => one.place.markY + thickness / 2),
        fill: (one: Segment) => one.shade.fill,
        stroke: ink.paper,
        strokeWidth: 1.5,
      }),
      ...shades.map((own) =>
        Plot.text(
          segments.filter(
            (one) =>
              one.shade === own &&
              textWidth(one.text, { size: letters.small }) + 6 <= Math.abs(x(one.to) - x(one.from)),
          ),
          {
            x: (one: Segment) => (one.from + one.to) / 2,
            y: pixels((one: Segment) => one.place.markY),
            text: (one: Segment) => isolated(one.text, chart.direction),
            fill: own.on,
            fontSize: letters.small,
          },
        ),
      ),
      ...hiddenMarks(
        chart,
        placed.flatMap(({ row, place }) =>
          row.parts === null
            ? [
                {
                  from: 0,
                  to: upTo,
                  top: place.markY - thickness / 2,
                  bottom: place.markY + thickness / 2,
                  text: row.text,
                },
              ]
            : [],
        ),
        x,
        letters.small,
      ),
    ],
  })
}

function segmentsOf(row: StackRow, place: PlacedRow, shades: readonly Shade[]): readonly Segment[] {
  let from = 0
  return (row.parts ?? []).flatMap((part, index): readonly Segment[] => {
    const shade = shades[index]
    if (shade === undefined || part.value <= 0) return []
    const segment = { ...part, from, to: from + part.value, shade, place }
    from = segment.to
    return [segment]
  })
}
