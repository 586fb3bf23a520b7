import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { type ChartFrame, ink, letters, linesOf, type Margins, pixels } from './chart-frame'
import { wrapped } from './text-fit'

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
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" width="${width}" height="${Math.round(height)}" viewBox="0 0 ${width} ${Math.round(height)}" fill="currentColor" font-family="var(--face, system-ui, sans-serif)" font-size="${letters.text}" text-anchor="middle" style="direction:ltr;color:${ink.text}"><title id="${id}-title">${escaped(chart.title)}</title><desc id="${id}-desc">${escaped(chart.description)}</desc>${withoutControls(body)}</svg>`
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
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** XML forbids most control characters and halves of letters even in escaped form; a file with one of them does not open at all. */
function withoutControls(text: string): string {
  return text.replaceAll(/[^\t\n\r\P{Cc}]|\p{Cs}|[\ufffe\uffff]/gu, '')
}

/** Reference of the hatching that stands for what is hidden. */
export function hatching(chart: ChartFrame): string {
  return `url(#${idOf(chart)}-hatch)`
}
