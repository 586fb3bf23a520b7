import { problemResponse } from '@/app/api/problem-response'
import { currentActor } from '@/app/session'
import { chartCsv } from '@/app/ui/charts/chart-csv'
import { figureWidths } from '@/app/ui/charts/chart-figure'
import { chartPng } from '@/app/ui/charts/png'
import { standaloneSvg } from '@/app/ui/charts/standalone-svg'
import type { ProfileFigure } from '@/app/ui/figures/figure'
import { problem } from '@/lib/problem'
import { type AskedRound, askRound, sourceOf, type View } from '../../../profile-view'
import { readView, viewIds } from '../../../views'

type FileProps = {
  readonly params: Promise<{ readonly slug: string; readonly view: string; readonly file: string }>
}

/** One picture of a view as SVG or PNG, or the table behind it as CSV. */
export async function GET(request: Request, { params }: FileProps): Promise<Response> {
  const { slug, view: viewId, file } = await params
  const view = viewIds.find((id) => id === viewId)
  const [, id, format] = /^([a-z0-9-]{1,80})\.(svg|png|csv)$/.exec(file) ?? []
  try {
    if (view === undefined || id === undefined || format === undefined)
      throw problem('not_found', { what: 'file' })
    const asked = await askRound(await currentActor(), slug, new URL(request.url).searchParams)
    const read = await readView(view, asked)
    const figure = read.figures.find((candidate) => candidate.id === id)
    if (figure === undefined) throw problem('not_found', { what: 'figure' })
    const name = `${slug}-${id}.${format}`
    return new Response(await bodyOf(asked, read, figure, format), {
      headers: {
        'Content-Type': mediaTypes[format] ?? 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    return problemResponse(error)
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
}

async function bodyOf(
  asked: AskedRound,
  { profile }: View,
  { title, subtitle, draw, table }: ProfileFigure,
  format: string,
): Promise<BodyInit> {
  const { language, direction } = asked.wording
  const source = sourceOf(asked, profile)
  if (format === 'csv')
    return chartCsv([table.data.columns, ...table.data.rows, [], [title], [subtitle], [source]])
  const svg = standaloneSvg(
    draw({
      title,
      description: `${subtitle} ${source}`,
      width: figureWidths.wide,
      language,
      direction,
      emptyText: asked.wording.say('figure.empty'),
    }),
    { title, subtitle, source, direction },
  )
  return format === 'svg' ? svg : new Uint8Array(await chartPng(svg))
}
