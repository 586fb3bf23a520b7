import * as Plot from '@observablehq/plot'
import {
  anchor,
  type ChartFrame,
  type Estimate,
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
import { drawn, emptyDrawing, hatching } from './chart-svg'
import { groundMarks } from './ground'
import { legend } from './legend'
import { dotLook, type MarkKind } from './marks'
import { heatShade } from './ramps'
import { wrapped } from './text-fit'

export type TransitionState = { readonly kind: MarkKind; readonly label: string }

export type TransitionChart = ChartFrame & {
  readonly states: readonly TransitionState[]
  /** Share, in percent, of the people of a row's state who were in the column's state later; rows and columns in the order of the states. */
  readonly shares: readonly (readonly Estimate[])[]
  /** Names the rows: "Of 100 who were this in wave 1 …". */
  readonly fromLabel: string
  /** Names the columns: "… were this in wave 2". */
  readonly toLabel: string
}

type Cell = Estimate & { readonly row: number; readonly column: number }

/**
 * How people pass from state to state between two waves: a table whose every row is a hundred people, the darker the more of them, those who
 * stayed outlined. Drawn as a table rather than as a flow of bands, because its figures can be read out and its intervals shown.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function transitionChart(chart: TransitionChart): string {
  const { states } = chart
  if (states.length === 0 || chart.shares.length === 0) return emptyDrawing(chart)
  const narrow = isNarrow(chart)
  const labelRoom = narrow ? 92 : 200
  const cellWidth = Math.min((chart.width - labelRoom - 6) / states.length, 190)
  const cellHeight = narrow ? 54 : 60
  const sizes = narrow ? { row: letters.small, column: 11 } : { row: letters.text, column: letters.text }
  const rowLabels = states.map(({ label }) =>
    wrapped(label, { width: labelRoom - 26, size: sizes.row, maxLines: 3 }),
  )
  const columnLabels = states.map(({ label }) =>
    wrapped(label, { width: cellWidth - 4, size: sizes.column, maxLines: 3 }),
  )
  const from = wrapped(chart.fromLabel, { width: labelRoom - 12, size: letters.small, maxLines: 4 })
  const to = wrapped(chart.toLabel, {
    width: cellWidth * states.length - 4,
    size: letters.small,
    maxLines: 2,
  })
  const headLines = Math.max(...columnLabels.map((lines) => lines.length))
  const headRoom = to.length * lineHeight + 26 + headLines * lineHeight + 8
  const top = Math.max(headRoom, from.length * lineHeight + 10)
  const cells = chart.shares.flatMap((shares, row) =>
    shares.map((share, column): Cell => ({ ...share, row, column })),
  )
  const visible = cells.filter((cell) => cell.value !== null)
  const hidden = cells.filter((cell) => cell.value === null)
  const bottom = top + cellHeight * states.length + 4
  // A cell of a phone has no room for a reason: one for all of them stands below.
  const reasons = narrow ? [...new Set(hidden.map(({ text }) => text))] : []
  const key = legend(
    chart,
    reasons.length === 0 ? [] : [{ label: reasons.join(' · '), look: { fill: hatching(chart) } }],
    bottom + 4,
  )
  const columnMiddle = (column: number) => labelRoom + cellWidth * (column + 0.5)
  const rowMiddle = (row: number) => top + cellHeight * (row + 0.5)
  const x = pixels((cell: Cell) => fromStart(chart, columnMiddle(cell.column)))
  const box = (inset: number) => ({
    x1: pixels((cell: Cell) => fromStart(chart, columnMiddle(cell.column)) - cellWidth / 2 + inset),
    x2: pixels((cell: Cell) => fromStart(chart, columnMiddle(cell.column)) + cellWidth / 2 - inset),
    y1: pixels((cell: Cell) => rowMiddle(cell.row) - cellHeight / 2 + inset),
    y2: pixels((cell: Cell) => rowMiddle(cell.row) + cellHeight / 2 - inset),
    rx: 3,
  })
  const number = numberIn(chart.language)
  const whole = (value: number) => number(Math.round(value))
  const shadeOf = (cell: Cell) => heatShade(cell.value ?? 0)
  const stateMarks = states.flatMap((state, index) => [
    Plot.dot([state], {
      x: pixels(() => fromStart(chart, 10)),
      y: pixels(() => rowMiddle(index)),
      ...dotLook(state.kind, 5),
    }),
    Plot.dot([state], {
      x: pixels(() => fromStart(chart, columnMiddle(index))),
      y: pixels(() => top - headLines * lineHeight - 20),
      ...dotLook(state.kind, 5),
    }),
    Plot.text([rowLabels[index] ?? []], {
      x: pixels(() => fromStart(chart, 22)),
      y: pixels(() => rowMiddle(index)),
      textAnchor: anchor(chart, 'start'),
      text: (lines: readonly string[]) => linesOf(lines, chart.direction),
      fontSize: sizes.row,
      fill: ink.text,
    }),
    Plot.text([columnLabels[index] ?? []], {
      x: pixels(() => fromStart(chart, columnMiddle(index))),
      y: pixels(() => top - headLines * lineHeight - 8),
      lineAnchor: 'top',
      text: (lines: readonly string[]) => linesOf(lines, chart.direction),
      fontSize: sizes.column,
      fill: ink.text,
    }),
  ])
  const caption = (lines: readonly string[], at: number, bottom: number) =>
    Plot.text([lines], {
      x: pixels(() => fromStart(chart, at)),
      y: pixels(() => bottom),
      lineAnchor: 'bottom',
      textAnchor: anchor(chart, 'start'),
      text: (own: readonly string[]) => linesOf(own, chart.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    })
  return drawn(chart, {
    height: Math.max(bottom, key.bottom),
    margins: { start: 0, end: 0, top: 0, bottom: 0 },
    domain: null,
    marks: [
      caption(from, 4, top - 8),
      caption(to, labelRoom + 2, to.length * lineHeight + 2),
      ...stateMarks,
      Plot.rect(visible, {
        ...box(1.5),
        fill: (cell: Cell) => shadeOf(cell).fill,
        stroke: ink.hairline,
        strokeWidth: 1,
      }),
      Plot.rect(hidden, { ...box(1.5), fill: hatching(chart), stroke: ink.hairline }),
      ...(narrow
        ? key.marks
        : hiddenReasons(chart, hidden, { x: x.value, rowMiddle, width: cellWidth - 10 })),
      Plot.rect(
        visible.filter((cell) => cell.row === cell.column),
        { ...box(2), fill: 'none', stroke: ink.text, strokeWidth: 2 },
      ),
      Plot.text(visible, {
        x,
        y: pixels((cell: Cell) => rowMiddle(cell.row) - (cell.interval === null ? 0 : 8)),
        text: (cell: Cell) => isolated(whole(cell.value ?? 0), chart.direction),
        fill: (cell: Cell) => shadeOf(cell).on,
        fontSize: 17,
        fontWeight: 700,
      }),
      Plot.text(
        visible.filter((cell) => cell.interval !== null),
        {
          x,
          y: pixels((cell: Cell) => rowMiddle(cell.row) + 12),
          text: (cell: Cell) =>
            isolated((cell.interval ?? []).map((end) => whole(end)).join('–'), chart.direction),
          fill: (cell: Cell) => shadeOf(cell).on,
          fontSize: letters.small,
        },
      ),
    ],
  })
}

/** Why a cell is hidden, on a plain ground: over hatching alone small letters tremble. */
function hiddenReasons(
  chart: TransitionChart,
  hidden: readonly Cell[],
  place: {
    readonly x: (cell: Cell) => number
    readonly rowMiddle: (row: number) => number
    readonly width: number
  },
): readonly Plot.Markish[] {
  const size = 11
  const reasons = hidden.map((cell) => ({
    lines: wrapped(cell.text, { width: place.width - 8, size, maxLines: 2 }),
    x: place.x(cell),
    y: place.rowMiddle(cell.row),
    anchor: 'middle' as const,
    size,
  }))
  type Reason = (typeof reasons)[number]
  return [
    ...groundMarks(reasons),
    Plot.text(reasons, {
      x: pixels((reason: Reason) => reason.x),
      y: pixels((reason: Reason) => reason.y),
      text: (reason: Reason) => linesOf(reason.lines, chart.direction),
      fontSize: size,
      fill: ink.quiet,
    }),
  ]
}
