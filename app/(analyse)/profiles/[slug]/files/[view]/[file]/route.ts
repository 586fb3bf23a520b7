import { problemResponse } from '@/app/api/problem-response'
import { currentActor } from '@/app/session'
import { figureFile, figureFileName, figureMediaType } from '@/app/ui/figures/figure-file'
import { problem } from '@/lib/problem'
import { askRound, sourceOf } from '../../../profile-view'
import { readView, viewIds } from '../../../views'

type FileProps = {
  readonly params: Promise<{ readonly slug: string; readonly view: string; readonly file: string }>
}

/** One picture of a view as SVG or PNG, or the table behind it as CSV. */
export async function GET(request: Request, { params }: FileProps): Promise<Response> {
  const { slug, view: viewId, file } = await params
  const view = viewIds.find((id) => id === viewId)
  const named = figureFileName(file)
  try {
    if (view === undefined || named === null) throw problem('not_found', { what: 'file' })
    const { id, format } = named
    const asked = await askRound(await currentActor(), slug, new URL(request.url).searchParams)
    const read = await readView(view, asked)
    const figure = read.figures.find((candidate) => candidate.id === id)
    if (figure === undefined) throw problem('not_found', { what: 'figure' })
    const name = `${slug}-${id}.${format}`
    const body = await figureFile(figure, sourceOf(asked, read), asked.wording, format)
    return new Response(body, {
      headers: {
        'Content-Type': figureMediaType(format),
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    return problemResponse(error)
  }
}
