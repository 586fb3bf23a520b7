import * as Plot from '@observablehq/plot'
import { anchor, type ChartFrame, fromStart, ink, isolated, letters, pixels } from './chart-frame'
import { dotLook, type MarkKind } from './marks'
import { textWidth, wrapped } from './text-fit'

/** A name beside the colour or the mark that it names. */
export type LegendItem = {
  readonly label: string
  readonly look: { readonly fill: string } | { readonly kind: MarkKind } | { readonly line: 'dashed' }
}

type PlacedItem = LegendItem & {
  readonly line: string
  /** From the start side, in CSS pixels. */
  readonly at: number
  readonly y: number
}

const swatch = 13
const between = 18
const lineStep = 21

/** A legend in the reading order of what it names, on as many lines as its words need. */
export function legend(
  frame: ChartFrame,
  items: readonly LegendItem[],
  top: number,
): { readonly marks: readonly Plot.Markish[]; readonly bottom: number } {
  const placed: PlacedItem[] = []
  let at = 4
  let y = top + lineStep / 2
  for (const item of items) {
    const [line = ''] = wrapped(item.label, {
      width: frame.width - swatch - 14,
      size: letters.small,
      maxLines: 1,
    })
    const needs = swatch + 6 + textWidth(line, { size: letters.small })
    if (at > 4 && at + needs > frame.width - 4) {
      at = 4
      y += lineStep
    }
    placed.push({ ...item, line, at, y })
    at += needs + between
  }
  const middle = pixels((item: PlacedItem) => fromStart(frame, item.at + swatch / 2))
  const itemY = pixels((item: PlacedItem) => item.y)
  const marks = [
    ...placed.map((item) =>
      'kind' in item.look
        ? Plot.dot([item], { x: middle, y: itemY, ...dotLook(item.look.kind, 5) })
        : 'line' in item.look
          ? Plot.ruleY([item], {
              x1: pixels(() => fromStart(frame, item.at)),
              x2: pixels(() => fromStart(frame, item.at + swatch)),
              y: itemY,
              stroke: ink.quiet,
              strokeWidth: 1.5,
              strokeDasharray: '3 2',
            })
          : Plot.rect([item], {
              x1: pixels(() => fromStart(frame, item.at + swatch / 2) - swatch / 2),
              x2: pixels(() => fromStart(frame, item.at + swatch / 2) + swatch / 2),
              y1: pixels(() => item.y - swatch / 2),
              y2: pixels(() => item.y + swatch / 2),
              fill: item.look.fill,
              stroke: ink.quiet,
              strokeWidth: 0.75,
              rx: 2,
            }),
    ),
    Plot.text(placed, {
      x: pixels((item: PlacedItem) => fromStart(frame, item.at + swatch + 6)),
      y: itemY,
      text: (item: PlacedItem) => isolated(item.line, frame.direction),
      textAnchor: anchor(frame, 'start'),
      fontSize: letters.small,
      fill: ink.quiet,
    }),
  ]
  return { marks, bottom: placed.length === 0 ? top : y + lineStep / 2 + 4 }
}
