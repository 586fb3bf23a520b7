import { anchor, type Direction, isolated } from './chart-frame'
import { escaped, insideOf } from './chart-svg'
import { wrapped } from './text-fit'

/** What a picture needs to be understood outside the page. */
export type StandaloneWords = {
  readonly title: string
  readonly subtitle: string
  readonly source: string
  readonly direction: Direction
}

/** Faces of the files that the server makes, each with the script that it is for. */
const faces = [
  { name: 'Noto Sans', script: /\p{Script=Latin}|\p{Script=Cyrillic}/gu },
  { name: 'Vazirmatn', script: /\p{Script=Arabic}/gu },
  { name: 'Noto Sans Bengali', script: /\p{Script=Bengali}/gu },
  { name: 'Noto Sans Ethiopic', script: /\p{Script=Ethiopic}/gu },
] as const

/**
 * The faces for a text, that of its commonest script first: a renderer that looks further along the list for single letters takes whatever
 * weight it finds.
 */
function facesFor(text: string): string {
  const counted = faces.map(({ name, script }) => ({ name, count: text.match(script)?.length ?? 0 }))
  return [
    ...counted.toSorted((one, other) => other.count - one.count).map(({ name }) => `'${name}'`),
    'sans-serif',
  ].join(', ')
}

const padding = 24
const title = { size: 19, line: 25 }
const small = { size: 13, line: 18 }

/**
 * A chart as a file of its own: white ground, the light theme's colours, and its title, subtitle and source line drawn into the picture, so
 * that none of them gets lost when it is passed on.
 *
 * @param svg of any chart of this folder
 */
export function standaloneSvg(svg: string, words: StandaloneWords): string {
  const inside = insideOf(svg)
  const width = inside.width + 2 * padding
  const room = inside.width
  const lines = [
    ...wrapped(words.title, { width: room, size: title.size, isBold: true, maxLines: 4 }).map((text) => ({
      text,
      ...title,
      weight: 700,
      fill: '#14232B',
    })),
    ...wrapped(words.subtitle, { width: room, size: small.size, maxLines: 5 }).map((text) => ({
      text,
      ...small,
      weight: 400,
      fill: '#4B5A61',
    })),
  ]
  const sourceLines = wrapped(words.source, { width: room, size: small.size - 1, maxLines: 6 })
  let y = padding
  const head = lines.map((line) => {
    y += line.line
    return textAt(words, width, { ...line, y: y - line.line * 0.28 })
  })
  const chartTop = y + 14
  const sourceTop = chartTop + inside.height + 14
  const source = sourceLines.map((text, index) =>
    textAt(words, width, {
      text,
      size: small.size - 1,
      weight: 400,
      fill: '#4B5A61',
      y: sourceTop + (index + 0.7) * small.line,
    }),
  )
  const height = Math.ceil(sourceTop + sourceLines.length * small.line + padding - 8)
  const face = facesFor(wordsIn(svg) + words.title)
  const description = [words.subtitle, words.source].filter((text) => text !== '').join(' ')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${face}"><title>${escaped(words.title)}</title><desc>${escaped(description)}</desc><rect width="${width}" height="${height}" fill="#FFFFFF"/>${head.join('')}<svg x="${padding}" y="${chartTop}" width="${inside.width}" height="${inside.height}" overflow="visible" fill="#14232B" color="#14232B" font-size="13" text-anchor="middle">${inLightColours(inside.body)}</svg>${source.join('')}</svg>\n`
}

/** A chart's markup with every token replaced by its value in the light theme, for renderers that know no CSS variables. */
export function inLightColours(svg: string): string {
  return svg
    .replaceAll(/var\(--face,[^)]*\)/g, facesFor(wordsIn(svg)))
    .replaceAll(/var\(--[\w-]+, ([^()]+)\)/g, '$1')
    .replaceAll('currentColor', '#14232B')
}

/** What is written in a picture. */
function wordsIn(svg: string): string {
  return svg.replaceAll(/<[^>]*>/g, ' ')
}

function textAt(
  words: StandaloneWords,
  width: number,
  line: {
    readonly text: string
    readonly size: number
    readonly weight: number
    readonly fill: string
    readonly y: number
  },
): string {
  const isMirrored = words.direction === 'rtl'
  const at = anchor({ direction: words.direction }, 'start')
  return `<text x="${isMirrored ? width - padding : padding}" y="${line.y}" text-anchor="${at}" font-size="${line.size}" font-weight="${line.weight}" fill="${line.fill}">${escaped(isolated(line.text, words.direction))}</text>`
}
