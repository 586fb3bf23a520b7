import 'server-only'
import { numberLocale } from '@/lib/interface/message'
import { chartCsv } from '../charts/chart-csv'
import { figureWidths } from '../charts/chart-figure'
import { chartPng } from '../charts/png'
import { standaloneSvg } from '../charts/standalone-svg'
import type { ProfileFigure } from './figure'
import type { Wording } from './wording'

const mediaTypes = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
} as const

export type FigureFormat = keyof typeof mediaTypes

/** A picture's file as an address names it, `means.svg`; null for a name that is none. */
export function figureFileName(name: string): { readonly id: string; readonly format: FigureFormat } | null {
  const [, id, format] = /^([a-z0-9-]{1,80})\.(svg|png|csv)$/.exec(name) ?? []
  return id === undefined || (format !== 'svg' && format !== 'png' && format !== 'csv')
    ? null
    : { id, format }
}

export function figureMediaType(format: FigureFormat): string {
  return mediaTypes[format]
}

/** A picture that stands alone, or the table behind it, with title, unit and source inside. */
export async function figureFile(
  { title, subtitle, draw, table }: ProfileFigure,
  source: string,
  { say, language, direction }: Wording,
  format: FigureFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv')
    return new TextEncoder().encode(
      chartCsv([table.data.columns, ...table.data.rows, [], [title], [subtitle], [source]]),
    )
  const svg = standaloneSvg(
    draw({
      title,
      description: `${subtitle} ${source}`,
      width: figureWidths.wide,
      language: numberLocale(language),
      direction,
      emptyText: say('figure.empty'),
    }),
    { title, subtitle, source, direction },
  )
  return format === 'svg' ? new TextEncoder().encode(svg) : new Uint8Array(await chartPng(svg))
}
