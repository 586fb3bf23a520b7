import * as Plot from '@observablehq/plot'
import { ink, lineHeight, pixels } from './chart-frame'
import { type Letters, textWidth } from './text-fit'

/** Where lines of text stand. */
export type Worded = Letters & {
  readonly lines: readonly string[]
  /** From the left edge to the anchor, in CSS pixels. */
  readonly x: number
  /** Middle of the lines. */
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/**
 * Plain grounds under words that stand over lines or hatching. A halo round the letters would do on a screen; a PDF paints it over the
 * neighbouring letters.
 */
export function groundMarks(worded: readonly Worded[]): readonly Plot.Markish[] {
  const boxes = worded
    .filter(({ lines }) => lines.length > 0)
    .map((words) => {
      const width = Math.max(...words.lines.map((line) => textWidth(line, words)))
      const left = words.x - { start: 0, middle: width / 2, end: width }[words.anchor]
      const half = ((words.lines.length - 1) * words.size * 1.05 + Math.min(words.size + 4, lineHeight)) / 2
      return { left: left - 3, right: left + width + 3, top: words.y - half, bottom: words.y + half }
    })
  type Box = (typeof boxes)[number]
  return [
    Plot.rect(boxes, {
      x1: pixels((box: Box) => box.left),
      x2: pixels((box: Box) => box.right),
      y1: pixels((box: Box) => box.top),
      y2: pixels((box: Box) => box.bottom),
      fill: ink.paper,
    }),
  ]
}
