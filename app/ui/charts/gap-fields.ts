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
import { wrapped } from './text-fit'

/** A stretch from top to bottom, in CSS pixels. */
export type Span = { readonly top: number; readonly bottom: number }

/** Differences too small to matter. */
export type GapBand = { readonly from: number; readonly to: number; readonly label: string }

/** One of the two fields of marks: where it lies, and what its axis says. */
export type Field = {
  readonly start: number
  readonly width: number
  readonly domain: readonly [number, number]
  readonly label: string
  readonly ticks: readonly number[]
  /** Figures are differences, and are written with their sign. */
  readonly isSigned: boolean
}

/** Hairlines, ticks and the label of a field. */
export function fieldAxis(
  frame: ChartFrame,
  field: Field,
  x: (value: number) => number,
  place: { readonly top: number; readonly floor: number; readonly lines: readonly string[] },
): readonly Plot.Markish[] {
  const number = numberIn(frame.language)
  const signed = new Intl.NumberFormat(frame.language, { signDisplay: 'exceptZero' })
  return [
    Plot.ruleX(field.ticks, {
      x: pixels(x),
      y1: pixels(() => place.top),
      y2: pixels(() => place.floor),
      stroke: ink.hairline,
    }),
    Plot.text(field.ticks, {
      x: pixels(x),
      y: pixels(() => place.floor + 10),
      text: (value: number) =>
        isolated(field.isSigned ? signed.format(value) : number(value), frame.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
    Plot.text([place.lines], {
      x: pixels(() => fromStart(frame, field.start + field.width / 2)),
      y: pixels(() => place.floor + 21),
      lineAnchor: 'top',
      text: (lines: readonly string[]) => linesOf(lines, frame.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
  ]
}

/** A line where there is no difference. */
export function zeroMarks(x: (value: number) => number, spans: readonly Span[]): readonly Plot.Markish[] {
  return [
    Plot.ruleX(spans, {
      x: pixels(() => x(0)),
      y1: pixels((one: Span) => one.top),
      y2: pixels((one: Span) => one.bottom),
      stroke: ink.quiet,
      strokeWidth: 1.5,
    }),
  ]
}

/** The band of differences too small to matter, with its name. */
export function bandMarks(
  frame: ChartFrame,
  band: GapBand | null,
  x: (value: number) => number,
  { top, spans }: { readonly top: number; readonly spans: readonly Span[] },
): readonly Plot.Markish[] {
  if (band === null) return []
  const [label = ''] = wrapped(band.label, {
    width: frame.width - 8,
    size: letters.small,
    maxLines: 1,
  })
  return [
    Plot.rect(spans, {
      x1: pixels(() => Math.min(x(band.from), x(band.to))),
      x2: pixels(() => Math.max(x(band.from), x(band.to))),
      y1: pixels((one: Span) => one.top),
      y2: pixels((one: Span) => one.bottom),
      fill: ink.band,
    }),
    Plot.text([band], {
      x: pixels(() => fromStart(frame, frame.width - 4)),
      y: pixels(() => top - 9),
      textAnchor: anchor(frame, 'end'),
      text: () => isolated(label, frame.direction),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
  ]
}
