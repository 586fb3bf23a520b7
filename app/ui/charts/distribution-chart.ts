import * as Plot from '@observablehq/plot'
import {
  anchor,
  axisMarks,
  axisRoom,
  type ChartFrame,
  type Estimate,
  fromStart,
  ink,
  isNarrow,
  isolated,
  letters,
  numberIn,
  pixels,
  positionOn,
  referenceMarks,
} from './chart-frame'
import { drawn, emptyDrawing } from './chart-svg'
import { groundMarks, type Worded } from './ground'
import { hiddenMarks } from './hidden-marks'
import { dotLook, looks, type MarkKind } from './marks'
import { textWidth, wrapped } from './text-fit'

/** A band of the scale and the share of people in it, in percent. */
export type DistributionBin = Estimate & { readonly from: number; readonly to: number }

export type DistributionPanel = {
  readonly kind: MarkKind
  readonly label: string
  /** Number of people, in words. */
  readonly text: string
  readonly bins: readonly DistributionBin[]
  /** Why the whole panel is hidden; null when it is not. */
  readonly hidden: string | null
}

export type DistributionChart = ChartFrame & {
  readonly panels: readonly DistributionPanel[]
  readonly domain: readonly [number, number]
  readonly axisLabel: string
  /** What the height of a bar is. */
  readonly shareLabel: string
  readonly reference: { readonly at: number; readonly label: string } | null
}

type PlacedPanel = DistributionPanel & {
  readonly top: number
  /** Where the bars may begin, and where they stand. */
  readonly ceiling: number
  readonly floor: number
}
type PlacedBin = DistributionBin & { readonly panel: PlacedPanel }

/**
 * How people spread over a scale: a row of bars for each group, under each other on the same axes, so that shapes can be compared along the
 * scale. Where a band is hidden, hatching stands as high as the panel, because its height would be a guess.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function distributionChart(chart: DistributionChart): string {
  const { panels, domain, reference } = chart
  if (panels.length === 0) return emptyDrawing(chart)
  const narrow = isNarrow(chart)
  const [shareLabel = ''] = wrapped(chart.shareLabel, {
    width: chart.width - 8,
    size: letters.small,
    maxLines: 1,
  })
  const top = 24 + (reference === null ? 0 : 18)
  const barRoom = narrow ? 72 : 84
  // A long name keeps the line to itself; the number of people goes under it.
  const isStacked = panels.some((panel) => nameRoom(chart, panel) < 0)
  const headRoom = isStacked ? 42 : 26
  const placed = panels.map((panel, index): PlacedPanel => {
    const panelTop = top + index * (headRoom + barRoom + 14)
    const ceiling = panelTop + headRoom
    return { ...panel, top: panelTop, ceiling, floor: ceiling + barRoom }
  })
  const margins = { start: 12, end: 12, top, bottom: axisRoom(chart, chart.axisLabel) }
  const height = (placed.at(-1)?.floor ?? top) + 6 + margins.bottom
  const x = positionOn(chart, domain, margins)
  const bins = placed
    .filter((panel) => panel.hidden === null)
    .flatMap((panel) => panel.bins.map((bin): PlacedBin => ({ ...bin, panel })))
  const visible = bins.filter((bin) => bin.value !== null)
  const highest = Math.max(1, ...visible.map((bin) => bin.interval?.[1] ?? bin.value ?? 0))
  const yOf = (bin: PlacedBin, share: number) =>
    bin.panel.floor - ((barRoom - 14) * Math.min(Math.max(share, 0), highest)) / highest
  const spanned = visible.filter((bin) => bin.interval !== null)
  const middle = (bin: PlacedBin) => (x(bin.from) + x(bin.to)) / 2
  const number = numberIn(chart.language)
  const share = (bin: PlacedBin) => isolated(number(Math.round(bin.value ?? 0)), chart.direction)
  const written = visible.filter(
    (bin) =>
      Math.abs(x(bin.to) - x(bin.from)) >= textWidth(number(Math.round(bin.value ?? 0)), { size: 12 }) + 4,
  )
  return drawn(chart, {
    height,
    margins,
    domain,
    marks: [
      ...axisMarks(chart, { label: chart.axisLabel, margins, height, ticks: narrow ? 5 : 10 }),
      Plot.text([shareLabel], {
        x: pixels(() => fromStart(chart, 4)),
        y: pixels(() => 11),
        text: (label: string) => isolated(label, chart.direction),
        textAnchor: anchor(chart, 'start'),
        fontSize: letters.small,
        fill: ink.quiet,
      }),
      ...placed.map((panel) =>
        Plot.rect(
          visible.filter((bin) => bin.panel === panel),
          {
            x1: pixels((bin: PlacedBin) => Math.min(x(bin.from), x(bin.to)) + 1),
            x2: pixels((bin: PlacedBin) => Math.max(x(bin.from), x(bin.to)) - 1),
            y1: pixels((bin: PlacedBin) => bin.panel.floor),
            y2: pixels((bin: PlacedBin) => yOf(bin, bin.value ?? 0)),
            fill: looks[panel.kind].color,
            fillOpacity: 0.75,
          },
        ),
      ),
      Plot.ruleX(spanned, {
        x: pixels(middle),
        y1: pixels((bin: PlacedBin) => yOf(bin, bin.interval?.[0] ?? 0)),
        y2: pixels((bin: PlacedBin) => yOf(bin, bin.interval?.[1] ?? 0)),
        stroke: ink.text,
        strokeWidth: 1.5,
      }),
      Plot.text(written, {
        x: pixels(middle),
        y: pixels((bin: PlacedBin) => yOf(bin, bin.interval?.[1] ?? bin.value ?? 0) - 8),
        text: share,
        fontSize: letters.small,
        fill: ink.text,
      }),
      Plot.ruleY(placed, {
        x1: pixels(() => x(domain[0])),
        x2: pixels(() => x(domain[1])),
        y: pixels((panel: PlacedPanel) => panel.floor),
        stroke: ink.quiet,
      }),
      ...referenceMarks(chart, reference, x, { top: top - 6, bottom: height - margins.bottom }),
      ...hiddenMarks(
        chart,
        [
          ...bins
            .filter((bin) => bin.value === null)
            .map((bin) => ({
              from: bin.from,
              to: bin.to,
              top: bin.panel.ceiling,
              bottom: bin.panel.floor,
              text: '',
            })),
          ...placed.flatMap((panel) =>
            panel.hidden === null
              ? []
              : [
                  {
                    from: domain[0],
                    to: domain[1],
                    top: panel.ceiling,
                    bottom: panel.floor,
                    text: panel.hidden,
                  },
                ],
          ),
        ],
        x,
        letters.small,
      ),
      ...panelHeads(chart, placed, isStacked),
    ],
  })
}

/** What is left of a line with both the name of a panel and its number of people, in CSS pixels. */
function nameRoom(chart: DistributionChart, panel: DistributionPanel): number {
  const name = textWidth(panel.label, { size: letters.head, isBold: true })
  return chart.width - 36 - name - 12 - textWidth(panel.text, { size: letters.text })
}

function panelHeads(
  chart: DistributionChart,
  placed: readonly PlacedPanel[],
  isStacked: boolean,
): readonly Plot.Markish[] {
  const y = pixels((panel: PlacedPanel) => panel.top + 11)
  const label = (panel: PlacedPanel) =>
    wrapped(panel.label, { width: chart.width - 36, size: letters.head, isBold: true, maxLines: 1 })[0] ?? ''
  const textAt = {
    x: fromStart(chart, isStacked ? 24 : chart.width - 12),
    down: isStacked ? 28 : 11,
    anchor: anchor(chart, isStacked ? 'start' : 'end'),
  }
  return [
    ...groundMarks(
      placed.flatMap((panel): readonly Worded[] => [
        {
          lines: [label(panel)],
          x: fromStart(chart, 24),
          y: panel.top + 11,
          anchor: anchor(chart, 'start'),
          size: letters.head,
          isBold: true,
        },
        {
          lines: [panel.text],
          x: textAt.x,
          y: panel.top + textAt.down,
          anchor: textAt.anchor,
          size: letters.text,
        },
      ]),
    ),
    ...placed.map((panel) =>
      Plot.dot([panel], { x: pixels(() => fromStart(chart, 12)), y, ...dotLook(panel.kind, 5) }),
    ),
    Plot.text(placed, {
      x: pixels(() => fromStart(chart, 24)),
      y,
      text: (panel: PlacedPanel) => isolated(label(panel), chart.direction),
      textAnchor: anchor(chart, 'start'),
      fontWeight: 700,
      fontSize: letters.head,
      fill: ink.text,
    }),
    Plot.text(placed, {
      x: pixels(() => textAt.x),
      y: pixels((panel: PlacedPanel) => panel.top + textAt.down),
      text: (panel: PlacedPanel) => isolated(panel.text, chart.direction),
      textAnchor: textAt.anchor,
      fill: ink.quiet,
    }),
  ]
}
