import { problemResponse } from '@/app/api/problem-response'
import { figureFile, figureFileName, figureMediaType } from '@/app/ui/figures/figure-file'
import { fileResponse } from '@/app/ui/report/file-response'
import { reportPdf } from '@/app/ui/report/pdf'
import { askedLanguage, publicationReport } from '@/app/ui/report/publication-report'
import { documentOf } from '@/app/ui/report/report-document'
import { type Publication, readPublication } from '@/db/publications'
import { problem } from '@/lib/problem'
import { keptOrMade } from '../../../kept'
import { anybody, baseOf, publicCache, versionIn } from '../../../published-response'

type Props = {
  readonly params: Promise<{ readonly slug: string; readonly version: string; readonly file: string }>
}

/** A file of a published version: `report.pdf`, `results.json`, or a picture as SVG, PNG or CSV. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug, version, file } = await params
  try {
    const published = await readPublication(anybody, slug, versionIn(version) ?? 0)
    const asked = new URL(request.url).searchParams.get('language')
    const language = askedLanguage(published.languages, asked)
    const name = `${slug}-v${published.version}-${file}`
    if (file === 'results.json')
      return fileResponse(JSON.stringify(snapshotOf(published), null, 1), {
        name,
        mediaType: 'application/json',
        cache: publicCache,
      })
    const { body, mediaType } = await keptOrMade([baseOf(published), language, file], () =>
      drawn(published, language, file),
    )
    return fileResponse(body, { name, mediaType, cache: publicCache })
  } catch (error) {
    return problemResponse(error)
  }
}

type Drawn = { readonly body: Uint8Array<ArrayBuffer>; readonly mediaType: string }

async function drawn(published: Publication, language: string, file: string): Promise<Drawn> {
  const report = publicationReport(published, language)
  if (file === 'report.pdf')
    return { body: new Uint8Array(reportPdf(documentOf(report))), mediaType: 'application/pdf' }
  const named = figureFileName(file)
  const figure = report.sections.flatMap(({ figures }) => figures).find(({ id }) => id === named?.id)
  if (named === null || figure === undefined) throw problem('not_found', { what: 'file' })
  return {
    body: await figureFile(figure, report.source, report.wording, named.format),
    mediaType: figureMediaType(named.format),
  }
}

/** What was published, for programs: no more than what the page shows. */
function snapshotOf({ round, figures, version, release, madeOn, title, citation, licence }: Publication) {
  return {
    format: 'foothold-results/1',
    round,
    version,
    release,
    madeOn,
    title,
    citation,
    licence,
    ...figures,
  }
}
