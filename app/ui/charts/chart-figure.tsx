import type { ReactNode } from 'react'
import type { ChartFrame, Direction } from './chart-frame'
import './charts.css'

/** Words around a picture, in the language of the page. */
export type FigureWords = {
  readonly showAsTable: string
  /** Tells who cannot see the picture where its figures are. */
  readonly tableHasAll: string
  /** Stands before the links: "Download". */
  readonly download: string
  readonly emptyText: string
}

/** Addresses of the picture's files. */
export type FigureDownloads = { readonly svg: string; readonly png: string; readonly csv: string }

/** Widths of the drawings, in CSS pixels: a desk's, half a desk's, a phone's. */
export const figureWidths = { wide: 900, half: 540, narrow: 340 } as const

/**
 * A chart with everything that belongs to it: the title that states the finding or the question, unit and number of people, the picture at
 * the width of a desk and of a phone, where it comes from, the table behind it, and its files.
 */
export function ChartFigure({
  title,
  subtitle,
  source,
  language,
  direction,
  words,
  draw,
  downloads = null,
  isHalf = false,
  children,
}: {
  readonly title: string
  readonly subtitle: string
  /** Round, release and date. */
  readonly source: string
  readonly language: string
  readonly direction: Direction
  readonly words: FigureWords
  /** Draws any chart into a frame; called once for each width. */
  readonly draw: (frame: ChartFrame) => string
  /** Null: there are no files. */
  readonly downloads?: FigureDownloads | null
  /** For pictures that stand two in a row on a wide desk. */
  readonly isHalf?: boolean
  /** The table behind the picture. */
  readonly children: ReactNode
}) {
  const frame = {
    title,
    description: `${subtitle} ${words.tableHasAll} ${source}`,
    direction,
    language,
    emptyText: words.emptyText,
  }
  return (
    <figure className={isHalf ? 'picture small' : 'picture'}>
      <figcaption>
        <h3>{title}</h3>
        <p className="quiet-text">{subtitle}</p>
      </figcaption>
      <Drawing width="wide" svg={draw({ ...frame, width: isHalf ? figureWidths.half : figureWidths.wide })} />
      <Drawing width="narrow" svg={draw({ ...frame, width: figureWidths.narrow })} />
      <p className="source">{source}</p>
      {downloads !== null && (
        <p className="picture-files">
          <span>{words.download}</span>
          {(['svg', 'png', 'csv'] as const).map((format) => (
            <a
              key={format}
              href={downloads[format]}
              download
              aria-label={`${words.download}: ${title}, ${format.toUpperCase()}`}
            >
              {format.toUpperCase()}
            </a>
          ))}
        </p>
      )}
      <details>
        <summary>{words.showAsTable}</summary>
        {children}
      </details>
    </figure>
  )
}

function Drawing({ width, svg }: { readonly width: 'wide' | 'narrow'; readonly svg: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of the charting library, in which every text is escaped
  return <div className={`drawing ${width}`} dangerouslySetInnerHTML={{ __html: svg }} />
}
