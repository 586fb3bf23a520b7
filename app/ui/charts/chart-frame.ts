import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
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

/** Reference of the hatching that stands for what is hidden. */
export function hatching(chart: ChartFrame): string {
  return `url(#${idOf(chart)}-hatch)`
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

/**
 * Draws marks into a picture with its title, its description and the pattern for what is hidden.
 *
 * @param chart the chart itself: its data give the picture ids that no other picture on the page has
 * @param domain ends of the horizontal axis at the start and the end side; null for a picture in pixels alone
 * @returns an SVG element as text, every text in it escaped
 */
export function drawn(
  chart: ChartFrame,
  {
    height,
    margins,
    domain,
    marks,
  }: {
    readonly height: number
    readonly margins: Margins
    readonly domain: readonly [number, number] | null
    readonly marks: readonly Plot.Markish[]
  },
): string {
  const { document } = parseHTML('<html><body></body></html>')
  const isMirrored = chart.direction === 'rtl'
  const figure = Plot.plot({
    document: document as unknown as Document,
    width: chart.width,
    height,
    marginLeft: isMirrored ? margins.end : margins.start,
    marginRight: isMirrored ? margins.start : margins.end,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    style: {
      background: 'none',
      fontFamily: 'var(--face, system-ui, sans-serif)',
      fontSize: `${letters.text}px`,
      color: ink.text,
    },
    x:
      domain === null
        ? { axis: null, domain: [0, chart.width], range: [0, chart.width] }
        : { domain: [...domain], reverse: isMirrored, axis: null, clamp: true },
    // Heights are in pixels; without a scale of its own a mark would fill the whole frame.
    y: { axis: null, domain: [0, height], range: [0, height] },
    marks: [...marks],
  })
  return withWords(figure.outerHTML, chart)
}

/** A picture that says why there is nothing to see. */
export function emptyDrawing(chart: ChartFrame): string {
  const height = 96
  const margins = { start: 0, end: 0, top: 0, bottom: 0 }
  const lines = wrapped(chart.emptyText, { width: chart.width - 48, size: letters.text, maxLines: 3 })
  return drawn(chart, {
    height,
    margins,
    domain: null,
    marks: [
      Plot.rect([0], {
        x1: pixels(() => 1),
        x2: pixels(() => chart.width - 1),
        y1: pixels(() => 1),
        y2: pixels(() => height - 1),
        fill: 'none',
        stroke: ink.hairline,
        strokeWidth: 2,
        rx: 6,
      }),
      Plot.text([lines], {
        x: pixels(() => chart.width / 2),
        y: pixels(() => height / 2),
        text: (own: readonly string[]) => linesOf(own, chart.direction),
        fill: ink.quiet,
      }),
    ],
  })
}

/** What is inside a drawn chart, to be set into another. */
export function insideOf(svg: string): {
  readonly width: number
  readonly height: number
  readonly body: string
} {
  const size = /^<svg [^>]*? width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"/.exec(svg)
  return {
    width: Number(size?.[1] ?? 0),
    height: Number(size?.[2] ?? 0),
    body: svg
      .replace(/^<svg [^>]*>/, '')
      .replace(/<title [^>]*>[\s\S]*?<\/title>/, '')
      .replace(/<desc [^>]*>[\s\S]*?<\/desc>/, '')
      .replace(/<\/svg>$/, ''),
  }
}

/** The outermost element of every picture, with its title and description. */
export function framed(chart: ChartFrame, height: number, body: string): string {
  const id = idOf(chart)
  const width = Math.round(chart.width)
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" width="${width}" height="${Math.round(height)}" viewBox="0 0 ${width} ${Math.round(height)}" fill="currentColor" font-family="var(--face, system-ui, sans-serif)" font-size="${letters.text}" text-anchor="middle" style="direction:ltr;color:${ink.text}"><title id="${id}-title">${escaped(chart.title)}</title><desc id="${id}-desc">${escaped(chart.description)}</desc>${body}</svg>`
}

function withWords(svg: string, chart: ChartFrame): string {
  const height = Number(/ height="([\d.]+)"/.exec(svg)?.[1] ?? 0)
  const id = idOf(chart)
  const hatch = `<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${ink.paper}"/><rect width="1.6" height="6" fill="var(--chart-hatch, #A9A18F)"/></pattern></defs>`
  const body = svg
    .replace(/^<svg [^>]*>/, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<\/svg>$/, '')
    // The picture is one image to a screen reader: names of its parts would only be noise.
    .replaceAll(/ aria-(?:label|hidden|description)="[^"]*"/g, '')
  return framed(chart, height, (body.includes(`${id}-hatch`) ? hatch : '') + body)
}

/** Ids of a page's pictures must not meet: a screen reader finds the title by its id, and a pattern in a hidden picture is not drawn. */
function idOf(chart: ChartFrame): string {
  let hash = 0xcbf29ce484222325n
  for (const letter of JSON.stringify(chart))
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n)
  return `chart-${hash.toString(36)}`
}

/** Text as it stands in markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
