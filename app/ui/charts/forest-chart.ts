import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** What tells one row from another, by shape and colour together. */
export type MarkKind =
  | 'privileged'
  | 'average'
  | 'victim'
  | 'undetermined'
  | 'pro'
  | 'ambivalent'
  | 'anti'
  | 'all'

export type ForestRow = {
  readonly kind: MarkKind
  readonly label: string
  /** Null: hidden or not formed; the row says so in `text`. */
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  /** The figure in words, at the end of the row. */
  readonly text: string
}

export type ForestGroup = { readonly label: string; readonly rows: readonly ForestRow[] }

export type ForestChart = {
  /** Spoken by screen readers, and kept in a downloaded file. */
  readonly title: string
  readonly description: string
  readonly groups: readonly ForestGroup[]
  /** Ends of the axis. */
  readonly domain: readonly [number, number]
  readonly axisLabel: string
  /** A hairline with its name. */
  readonly reference: { readonly at: number; readonly label: string } | null
  /** In CSS pixels. */
  readonly width: number
}

type Look = { readonly symbol: 'circle' | 'square' | 'triangle' | 'times'; readonly color: string }

const looks: Readonly<Record<MarkKind, Look>> = {
  privileged: { symbol: 'circle', color: 'var(--category-privileged, #0072B2)' },
  average: { symbol: 'square', color: 'var(--category-average, #009E73)' },
  victim: { symbol: 'triangle', color: 'var(--category-victim, #D55E00)' },
  undetermined: { symbol: 'times', color: 'var(--category-undetermined, #7A7A7A)' },
  pro: { symbol: 'circle', color: 'var(--category-privileged, #0072B2)' },
  ambivalent: { symbol: 'square', color: 'var(--category-average, #009E73)' },
  anti: { symbol: 'triangle', color: 'var(--category-victim, #D55E00)' },
  all: { symbol: 'circle', color: 'var(--ink, #14232B)' },
}

const ink = 'var(--ink, #14232B)'
const quiet = 'var(--ink-quiet, #4B5A61)'
const hairline = 'var(--sand, #E9E2D3)'
const narrowest = 520

/** In CSS pixels: the words stand at both sides of the marks on a desk, above them on a phone. */
const wideLayout = { row: 26, left: 128, right: 150, radius: 5.5, wordsUp: 0, marksDown: 0 }
const narrowLayout = { row: 36, left: 8, right: 10, radius: 5, wordsUp: -8, marksDown: 8 }

/**
 * Estimates with their intervals on one axis, grouped: for each row a mark, a line for the interval, and the figure in words.
 * Drawn on the server; colours are tokens with a fallback, so that the picture follows the theme on a page and stands alone in a file.
 *
 * @returns an SVG element as text, with `<title>` and `<desc>`
 */
export function forestChart(chart: ForestChart): string {
  const { groups, domain, reference, width } = chart
  const layout = width < narrowest ? narrowLayout : wideLayout
  const { document } = parseHTML('<html><body></body></html>')
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ ...row, group: group.label })))
  // Each group begins with an empty row that carries its name.
  const labels = ['', ...new Set(rows.map((row) => row.label))]
  const titles = groups.map((group) => ({ group: group.label, label: '' }))
  const placed = rows.filter((row) => row.value !== null)
  const hidden = rows.filter((row) => row.value === null)
  const scales = { fy: 'group', y: 'label' } as const
  const marksOf = (kind: MarkKind) => {
    const own = placed.filter((row) => row.kind === kind)
    const { color, symbol } = looks[kind]
    const spans = own.flatMap(({ interval, ...row }) =>
      interval === null ? [] : [{ ...row, low: interval[0], high: interval[1] }],
    )
    return [
      Plot.ruleY(spans, {
        ...scales,
        x1: 'low',
        x2: 'high',
        stroke: color,
        strokeWidth: 2.5,
        strokeOpacity: 0.75,
        dy: layout.marksDown,
      }),
      Plot.dot(own, {
        ...scales,
        x: 'value',
        symbol,
        r: layout.radius,
        fill: color,
        stroke: 'var(--paper, #fff)',
        strokeWidth: 1,
        dy: layout.marksDown,
      }),
    ]
  }
  const figure = Plot.plot({
    document: document as unknown as Document,
    width,
    height: groups.length * labels.length * layout.row + 56,
    marginLeft: layout.left,
    marginRight: layout.right,
    marginTop: 24,
    marginBottom: 32,
    style: {
      background: 'none',
      fontFamily: 'var(--face, system-ui, sans-serif)',
      fontSize: '13px',
      color: ink,
    },
    x: { domain: [...domain], label: null, ticks: 5, tickSize: 0 },
    y: { domain: labels, label: null, axis: null, padding: 0.2 },
    fy: { domain: groups.map((group) => group.label), label: null, axis: null, padding: 0.1 },
    marks: [
      Plot.ruleY(titles, { fy: 'group', y: 'label', stroke: hairline, dy: -layout.row / 2 + 2 }),
      ...(reference === null
        ? []
        : [
            Plot.ruleX([reference.at], { stroke: quiet, strokeDasharray: '3 3', strokeWidth: 1 }),
            Plot.text([reference.label], {
              x: reference.at,
              fy: () => groups[0]?.label,
              frameAnchor: 'top',
              dy: -14,
              fill: quiet,
              fontSize: 12,
            }),
          ]),
      Plot.text(titles, {
        ...scales,
        text: 'group',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: 4 - layout.left,
        fill: ink,
        fontWeight: 650,
        stroke: 'var(--paper, #fff)',
        strokeWidth: 5,
        fontSize: 14,
      }),
      Plot.text(rows, {
        ...scales,
        text: 'label',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: 4 - layout.left,
        dy: layout.wordsUp,
        fill: quiet,
      }),
      ...(Object.keys(looks) as MarkKind[]).flatMap(marksOf),
      Plot.text(placed, {
        ...scales,
        text: 'text',
        frameAnchor: 'right',
        textAnchor: 'end',
        dx: layout.right - 2,
        dy: layout.wordsUp,
        fill: ink,
      }),
      Plot.text(hidden, {
        ...scales,
        text: 'text',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: 4,
        dy: layout.marksDown,
        fill: quiet,
        fontStyle: 'italic',
      }),
      Plot.text([chart.axisLabel], {
        fy: () => groups.at(-1)?.label,
        frameAnchor: 'bottom',
        dy: 32,
        fill: quiet,
        fontSize: 12,
      }),
    ],
  })
  return withWords(figure.outerHTML, chart)
}

/** Numbers of a page's charts must not meet: a screen reader finds the title by its id. */
function withWords(svg: string, { title, description }: ForestChart): string {
  const id = `chart-${[...`${title}${svg.length}`].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7)}`
  return (
    svg
      .replace(/<style>[\s\S]*?<\/style>/, '')
      // The picture is one image to a screen reader: names of its parts would only be noise.
      .replaceAll(/ aria-label="[^"]*"/g, '')
      .replace(
        '<svg ',
        `<svg role="img" aria-labelledby="${id}-title ${id}-desc" xmlns="http://www.w3.org/2000/svg" `,
      )
      .replace(
        />/,
        `><title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(description)}</desc>`,
      )
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
