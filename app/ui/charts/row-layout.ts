import * as Plot from '@observablehq/plot'
import {
  anchor,
  type ChartFrame,
  fromStart,
  ink,
  isNarrow,
  letters,
  lineHeight,
  linesOf,
  pixels,
} from './chart-frame'
import { groundMarks, type Worded } from './ground'
import { textWidth, wrapped } from './text-fit'

/** The words of one row: its name at the start side, its figure at the end side. A head names the rows under it. */
export type RowWords = { readonly label: string; readonly text: string; readonly isHead?: boolean }

export type PlacedRow = {
  readonly isHead: boolean
  readonly label: readonly string[]
  readonly text: readonly string[]
  readonly top: number
  readonly height: number
  /** Middle of the words. */
  readonly wordsY: number
  /** Middle of the marks. */
  readonly markY: number
}

export type RowLayout = {
  /** Distance of the marks from the start and the end side, in CSS pixels. */
  readonly start: number
  readonly end: number
  readonly rows: readonly PlacedRow[]
  /** Where the last row ends. */
  readonly bottom: number
}

/** Rows, each with its place; those that found none left out. */
export function inPlace<Row>(
  rows: readonly Row[],
  layout: RowLayout,
): readonly { readonly row: Row; readonly place: PlacedRow }[] {
  return rows.flatMap((row, index) => {
    const place = layout.rows[index]
    return place === undefined ? [] : [{ row, place }]
  })
}

const edge = 4
const gap = 12

/**
 * Places rows of words under each other, as high as their lines need: beside the marks on a desk, above them on a phone. A figure's column
 * is as wide as its words, so that marks get what is left.
 *
 * @param top where the first row begins, in CSS pixels
 * @param markHeight room that the marks of one row need
 */
export function layRows(
  frame: ChartFrame,
  rows: readonly RowWords[],
  { top, markHeight = 26 }: { readonly top: number; readonly markHeight?: number },
): RowLayout {
  const narrow = isNarrow(frame)
  const widest = (words: (row: RowWords) => string) =>
    Math.max(
      0,
      ...rows.filter((row) => !row.isHead).map((row) => textWidth(words(row), { size: letters.text })),
    )
  const endWidth = narrow
    ? 0
    : Math.min(
        widest((row) => row.text),
        0.26 * frame.width,
      )
  const startWidth = narrow
    ? 0
    : Math.min(
        Math.max(
          widest((row) => row.label),
          48,
        ),
        0.3 * frame.width,
      )
  const start = narrow ? 6 : edge + startWidth + gap
  const end = narrow ? 12 : edge + endWidth + (endWidth === 0 ? 10 : gap)
  const placed: PlacedRow[] = []
  let y = top
  for (const row of rows) {
    const place = row.isHead
      ? headPlace(frame, row, y, placed.length === 0)
      : narrow
        ? narrowPlace(frame, row, y, markHeight)
        : widePlace(row, y, { startWidth, endWidth, markHeight })
    placed.push(place)
    y += place.height
  }
  return { start, end, rows: placed, bottom: y }
}

function headPlace(frame: ChartFrame, row: RowWords, top: number, isFirst: boolean): PlacedRow {
  const label = wrapped(row.label, {
    width: frame.width - 2 * edge,
    size: letters.head,
    isBold: true,
    maxLines: 2,
  })
  const before = isFirst ? 2 : 10
  const words = label.length * (lineHeight + 2)
  const wordsY = top + before + 6 + words / 2
  return {
    isHead: true,
    label,
    text: [],
    top: top + before,
    height: before + words + 10,
    wordsY,
    markY: wordsY,
  }
}

function narrowPlace(frame: ChartFrame, row: RowWords, top: number, markHeight: number): PlacedRow {
  const room = frame.width - 2 * edge
  const textNeeds = textWidth(row.text, { size: letters.text })
  const text = wrapped(row.text, { width: Math.min(textNeeds, room * 0.5), size: letters.text, maxLines: 2 })
  const textIs = Math.max(0, ...text.map((line) => textWidth(line, { size: letters.text })))
  const label = wrapped(row.label, { width: room - textIs - gap, size: letters.text, maxLines: 2 })
  const words = Math.max(label.length, text.length, 1) * lineHeight
  return {
    isHead: false,
    label,
    text,
    top,
    height: words + markHeight + 1,
    wordsY: top + words / 2 + 2,
    markY: top + words + markHeight / 2 - 1,
  }
}

function widePlace(
  row: RowWords,
  top: number,
  sizes: { readonly startWidth: number; readonly endWidth: number; readonly markHeight: number },
): PlacedRow {
  const label = wrapped(row.label, { width: sizes.startWidth, size: letters.text, maxLines: 3 })
  const text = wrapped(row.text, { width: sizes.endWidth, size: letters.text, maxLines: 3 })
  const height = Math.max(sizes.markHeight, Math.max(label.length, text.length) * lineHeight + 6)
  const middle = top + height / 2
  return { isHead: false, label, text, top, height, wordsY: middle, markY: middle }
}

/** The words of all rows, and a hairline above each head. */
export function rowMarks(frame: ChartFrame, layout: RowLayout): readonly Plot.Markish[] {
  const heads = layout.rows.filter((row) => row.isHead)
  const others = layout.rows.filter((row) => !row.isHead)
  const y = pixels((row: PlacedRow) => row.wordsY)
  const labelText = (row: PlacedRow) => linesOf(row.label, frame.direction)
  const atStart = { x: pixels(() => fromStart(frame, edge)), textAnchor: anchor(frame, 'start') }
  return [
    Plot.ruleY(heads, {
      x1: pixels(() => 0),
      x2: pixels(() => frame.width),
      y: pixels((row: PlacedRow) => row.top),
      stroke: ink.hairline,
    }),
    ...groundMarks(
      layout.rows.flatMap((row): readonly Worded[] => {
        // On a desk other words stand beside the field of marks.
        if (!row.isHead && !isNarrow(frame)) return []
        const size = row.isHead ? letters.head : letters.text
        const own = { y: row.wordsY, size, isBold: row.isHead }
        return [
          { ...own, lines: row.label, x: fromStart(frame, edge), anchor: anchor(frame, 'start') },
          { ...own, lines: row.text, x: fromStart(frame, frame.width - edge), anchor: anchor(frame, 'end') },
        ]
      }),
    ),
    Plot.text(heads, {
      ...atStart,
      y,
      text: labelText,
      fill: ink.text,
      fontWeight: 700,
      fontSize: letters.head,
    }),
    Plot.text(others, { ...atStart, y, text: labelText, fill: ink.quiet }),
    Plot.text(
      others.filter((row) => row.text.length > 0),
      {
        x: pixels(() => fromStart(frame, frame.width - edge)),
        textAnchor: anchor(frame, 'end'),
        y,
        text: (row: PlacedRow) => linesOf(row.text, frame.direction),
        fill: ink.text,
        fontVariant: 'tabular-nums',
      },
    ),
  ]
}
