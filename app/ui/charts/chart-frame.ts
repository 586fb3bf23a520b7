import * as Plot from '@observablehq/plot'
import { textWidth, wrapped } from './text-fit'

/** Which side a line begins at. In a right-to-left chart labels stand at the right and axes run from right to left, as a reader's eye does. */
export type Direction = 'ltr' | 'rtl'

/** What every chart has, whatever it shows. */
export type ChartFrame = {
  /** Spoken by screen readers, and kept in a downloaded file. */
  readonly title: string
  readonly description: string
  /** In CSS pixels. */
  readonly width: number
  readonly direction: Direction
  /** BCP 47; digits and decimal signs on the axes follow it. */
  readonly language: string
  /** Stands in place of a picture that has nothing to draw. */
  readonly emptyText: string
}

/** A figure with its interval, and both in words. */
export type Estimate = {
  /** Null: hidden or not formed; `text` says why. */
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  /** The figure in words, or the reason why there is none. */
  readonly text: string
}

/** Distances from the edges, in CSS pixels; `start` is the right edge of a right-to-left chart. */
export type Margins = {
  readonly start: number
  readonly end: number
  readonly top: number
  readonly bottom: number
}

/** Colours are tokens with the light theme's value behind: on a page the picture follows the theme, in a file it stands alone. */
export const ink = {
  text: 'var(--ink, #14232B)',
  quiet: 'var(--ink-quiet, #4B5A61)',
  hairline: 'var(--sand, #E9E2D3)',
  paper: 'var(--paper, #FFFFFF)',
  bar: 'var(--chart-bar, #4F8A97)',
  band: 'var(--chart-band, #F1ECE1)',
} as const

export const letters = { text: 13, small: 12, head: 14 } as const
export const lineHeight = 16
const narrowest = 520

/** On a phone words stand above their marks, on a desk beside them. */
export function isNarrow({ width }: Pick<ChartFrame, 'width'>): boolean {
  return width < narrowest
}

/**
 * A text that keeps its own direction. Isolating characters, because renderers of SVG files know no `direction`, and a page's own direction
 * must not turn the anchors round.
 */
export function isolated(text: string, direction: Direction): string {
  return `${direction === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`
}

/** Lines of a text for a text mark. */
export function linesOf(lines: readonly string[], direction: Direction): string {
  return lines.map((line) => isolated(line, direction)).join('\n')
}

/** Distance from the left edge of a point that lies `distance` from the start side. */
export function fromStart({ width, direction }: ChartFrame, distance: number): number {
  return direction === 'rtl' ? width - distance : distance
}

/** The anchor, from the left, of a text that begins or ends at a point. */
export function anchor({ direction }: Pick<ChartFrame, 'direction'>, at: 'start' | 'end'): 'start' | 'end' {
  return (direction === 'rtl') === (at === 'start') ? 'end' : 'start'
}

/** A channel in pixels of the picture rather than units of an axis. */
export function pixels<Row>(value: (row: Row) => number) {
  return { value, scale: null } as const
}

/** Whole and decimal numbers as the language writes them; one decimal at most. */
export function numberIn(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  return (value) => format.format(value)
}

/** From a value of the axis to a distance from the left edge. */
export function positionOn(
  frame: ChartFrame,
  domain: readonly [number, number],
  { start, end }: Pick<Margins, 'start' | 'end'>,
): (value: number) => number {
  const span = frame.width - start - end
  return (value) => fromStart(frame, start + (span * (value - domain[0])) / (domain[1] - domain[0]))
}

/** Lines of an axis label, which may be as wide as the picture. */
export function axisLabelLines(frame: ChartFrame, label: string): readonly string[] {
  return wrapped(label, { width: frame.width - 16, size: letters.small, maxLines: 3 })
}

/** Room under the marks for ticks and the label of the axis, in CSS pixels. */
export function axisRoom(frame: ChartFrame, label: string): number {
  return 24 + axisLabelLines(frame, label).length * lineHeight
}

/** Grid hairlines, ticks and the label under a horizontal axis. */
export function axisMarks(
  frame: ChartFrame,
  {
    label,
    margins,
    height,
    tickFormat = numberIn(frame.language),
    ticks = 5,
  }: {
    readonly label: string
    readonly margins: Margins
    readonly height: number
    readonly tickFormat?: (value: number) => string
    readonly ticks?: number
  },
): readonly Plot.Markish[] {
  const lines = axisLabelLines(frame, label)
  const middle = fromStart(frame, margins.start + (frame.width - margins.start - margins.end) / 2)
  // A label wider than the axis is kept inside the picture.
  const half = Math.max(...lines.map((line) => textWidth(line, { size: letters.small })), 0) / 2
  const x = Math.min(Math.max(middle, half + 4), frame.width - half - 4)
  return [
    Plot.gridX({ ticks, stroke: ink.hairline, strokeOpacity: 1 }),
    Plot.axisX({
      ticks,
      tickSize: 0,
      tickFormat: (value: number) => isolated(tickFormat(value), frame.direction),
      fontSize: letters.small,
      fill: ink.quiet,
      label: null,
    }),
    Plot.text([lines], {
      x: pixels(() => x),
      y: pixels(() => height - margins.bottom + 24),
      text: (own: readonly string[]) => linesOf(own, frame.direction),
      lineAnchor: 'top',
      fontSize: letters.small,
      fill: ink.quiet,
    }),
  ]
}

/** A hairline across the picture at a value, with its name above. */
export function referenceMarks(
  frame: ChartFrame,
  reference: { readonly at: number; readonly label: string } | null,
  x: (value: number) => number,
  span: { readonly top: number; readonly bottom: number },
): readonly Plot.Markish[] {
  if (reference === null) return []
  const [label = ''] = wrapped(reference.label, { width: frame.width - 8, size: letters.small, maxLines: 1 })
  const half = textWidth(label, { size: letters.small }) / 2
  const labelX = Math.min(Math.max(x(reference.at), half + 2), frame.width - half - 2)
  return [
    Plot.ruleX([reference], {
      x: pixels(() => x(reference.at)),
      y1: pixels(() => span.top),
      y2: pixels(() => span.bottom),
      stroke: ink.quiet,
      strokeDasharray: '3 3',
    }),
    Plot.text([reference], {
      x: pixels(() => labelX),
      y: pixels(() => span.top - 8),
      text: () => isolated(label, frame.direction),
      fill: ink.quiet,
      fontSize: letters.small,
    }),
  ]
}
