import { type ChartFrame, fromStart, ink, isNarrow, isolated, letters } from './chart-frame'
import { emptyDrawing, escaped, framed, insideOf } from './chart-svg'
import { wrapped } from './text-fit'

export type Panel = {
  readonly label: string
  /** Draws the panel's chart into a frame; all panels take the same ends of their axes, or they cannot be compared. */
  readonly draw: (frame: ChartFrame) => string
}

export type SmallMultiples = ChartFrame & {
  readonly panels: readonly Panel[]
  /** Most panels side by side on a desk; on a phone they stand under each other. */
  readonly columns: number
}

const gutter = 28
const headLine = 17
const headRoom = 13

/**
 * The same chart for each category or band, side by side.
 *
 * @returns one SVG element as text, with `<title>` and `<desc>`
 */
export function smallMultiples(chart: SmallMultiples): string {
  const { panels, title, description, direction, language, emptyText } = chart
  if (panels.length === 0) return emptyDrawing(chart)
  const columns = isNarrow(chart) ? 1 : Math.min(chart.columns, panels.length)
  const width = (chart.width - gutter * (columns - 1)) / columns
  const drawings = panels.map((panel) => ({
    panel,
    inside: insideOf(
      panel.draw({ title: `${title}: ${panel.label}`, description, width, direction, language, emptyText }),
    ),
  }))
  const parts: string[] = []
  let y = 0
  for (let first = 0; first < drawings.length; first += columns) {
    const row = drawings.slice(first, first + columns)
    const heads = row.map(({ panel }) =>
      wrapped(panel.label, { width: width - 8, size: letters.head, isBold: true, maxLines: 2 }),
    )
    const room = headRoom + headLine * Math.max(...heads.map(({ length }) => length))
    for (const [column, { inside }] of row.entries()) {
      const start = column * (width + gutter)
      const left = Math.round(direction === 'rtl' ? chart.width - start - width : start)
      parts.push(head(chart, heads[column] ?? [], { start, width, y, room }))
      parts.push(
        `<svg x="${left}" y="${y + room}" width="${width}" height="${inside.height}" overflow="visible">${inside.body}</svg>`,
      )
    }
    y += room + Math.max(...row.map(({ inside }) => inside.height)) + 16
  }
  return framed(chart, y - 16, parts.join(''))
}

/** The name of a panel over a hairline. */
function head(
  chart: SmallMultiples,
  lines: readonly string[],
  {
    start,
    width,
    y,
    room,
  }: { readonly start: number; readonly width: number; readonly y: number; readonly room: number },
): string {
  const x = fromStart(chart, start + 4)
  const anchor = chart.direction === 'rtl' ? 'end' : 'start'
  const left = Math.min(fromStart(chart, start), fromStart(chart, start + width))
  const texts = lines.map(
    (line, place) =>
      `<text x="${x}" y="${y + headLine * (place + 1)}" text-anchor="${anchor}" font-size="${letters.head}" font-weight="700" fill="${ink.text}">${escaped(isolated(line, chart.direction))}</text>`,
  )
  return `<rect x="${left}" y="${y + room - 4}" width="${width}" height="1" fill="${ink.hairline}"/>${texts.join('')}`
}
