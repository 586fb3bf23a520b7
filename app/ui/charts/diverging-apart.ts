import * as Plot from '@observablehq/plot'
import {
  anchor,
  type ChartFrame,
  fromStart,
  ink,
  isolated,
  letters,
  linesOf,
  numberIn,
  pixels,
} from './chart-frame'
import { hatching } from './chart-svg'
import { textWidth } from './text-fit'

/** Percent of each answer that stands apart, and the height of its row's marks. */
export type ApartRow = { readonly shares: readonly (number | null)[]; readonly y: number }

type Cell = { readonly share: number | null; readonly y: number; readonly column: number }

const thickness = 12

/**
 * Answers without a place in the order: a column for each at the end side, with a small bar and its figure.
 *
 * @param room of a column, in CSS pixels
 */
export function apartMarks(
  frame: ChartFrame,
  rows: readonly ApartRow[],
  {
    heads,
    room,
    top,
  }: { readonly heads: readonly (readonly string[])[]; readonly room: number; readonly top: number },
): readonly Plot.Markish[] {
  if (heads.length === 0) return []
  const number = numberIn(frame.language)
  const percent = (cell: Cell) => number(Math.round(cell.share ?? 0))
  const begin = frame.width - heads.length * room
  const cells = rows.flatMap(({ shares, y }) => shares.map((share, column): Cell => ({ share, y, column })))
  const visible = cells.filter((cell) => cell.share !== null)
  const figureRoom = textWidth(number(100), { size: letters.small }) + 8
  const longest = Math.max(1, ...visible.map((cell) => cell.share ?? 0))
  const length = (cell: Cell) => ((cell.share ?? 0) / longest) * (room - figureRoom)
  const columnStart = (cell: Cell) => begin + cell.column * room
  const bar = (end: (cell: Cell) => number) => ({
    x1: pixels((cell: Cell) =>
      Math.min(fromStart(frame, columnStart(cell)), fromStart(frame, columnStart(cell) + end(cell))),
    ),
    x2: pixels((cell: Cell) =>
      Math.max(fromStart(frame, columnStart(cell)), fromStart(frame, columnStart(cell) + end(cell))),
    ),
    y1: pixels((cell: Cell) => cell.y - thickness / 2),
    y2: pixels((cell: Cell) => cell.y + thickness / 2),
  })
  return [
    Plot.text(
      heads.map((lines, column) => ({ lines, column })),
      {
        x: pixels((head: { readonly column: number }) => fromStart(frame, begin + head.column * room)),
        y: pixels(() => top - 8),
        lineAnchor: 'bottom',
        textAnchor: anchor(frame, 'start'),
        text: (head: { readonly lines: readonly string[] }) => linesOf(head.lines, frame.direction),
        fontSize: room < 60 ? 10 : letters.small,
        fill: ink.quiet,
      },
    ),
    Plot.rect(visible, { ...bar(length), fill: 'var(--chart-apart, #9AA3A7)' }),
    Plot.text(visible, {
      x: pixels((cell: Cell) => fromStart(frame, columnStart(cell) + length(cell) + 4)),
      y: pixels((cell: Cell) => cell.y),
      textAnchor: anchor(frame, 'start'),
      text: (cell: Cell) => isolated(percent(cell), frame.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
    Plot.rect(
      cells.filter((cell) => cell.share === null),
      { ...bar(() => room - 10), fill: hatching(frame), rx: 2 },
    ),
  ]
}
