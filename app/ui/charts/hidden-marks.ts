import * as Plot from '@observablehq/plot'
import { type ChartFrame, ink, isolated, pixels } from './chart-frame'
import { hatching } from './chart-svg'
import { groundMarks } from './ground'
import { wrapped } from './text-fit'

/** A stretch where a figure would stand if it were not hidden. */
export type HiddenStretch = {
  /** Ends, in units of the axis. */
  readonly from: number
  readonly to: number
  /** In CSS pixels. */
  readonly top: number
  readonly bottom: number
  /** The reason, in words; empty where another mark gives it. */
  readonly text: string
}

/** Hatching over what is hidden, with the reason on it. A reason that does not fit is cut; the table has it whole. */
export function hiddenMarks(
  frame: ChartFrame,
  stretches: readonly HiddenStretch[],
  x: (value: number) => number,
  size: number,
): readonly Plot.Markish[] {
  const middle = (one: HiddenStretch) => (x(one.from) + x(one.to)) / 2
  const room = (one: HiddenStretch) => Math.abs(x(one.to) - x(one.from))
  const said = stretches.flatMap((one) => {
    const [line] = wrapped(one.text, { width: room(one) - 12, size, maxLines: 1 })
    return line === undefined || line === '…' ? [] : [{ ...one, line }]
  })
  return [
    Plot.rect(stretches, {
      x1: pixels((one: HiddenStretch) => Math.min(x(one.from), x(one.to))),
      x2: pixels((one: HiddenStretch) => Math.max(x(one.from), x(one.to))),
      y1: pixels((one: HiddenStretch) => one.top),
      y2: pixels((one: HiddenStretch) => one.bottom),
      fill: hatching(frame),
      rx: 2,
    }),
    ...groundMarks(
      said.map((one) => ({
        lines: [one.line],
        x: middle(one),
        y: (one.top + one.bottom) / 2,
        anchor: 'middle' as const,
        size,
      })),
    ),
    Plot.text(said, {
      x: pixels(middle),
      y: pixels((one: HiddenStretch) => (one.top + one.bottom) / 2),
      text: (one: (typeof said)[number]) => isolated(one.line, frame.direction),
      fontSize: size,
      fill: ink.quiet,
    }),
  ]
}
