import { problemResponse } from '@/app/api/problem-response'
import { fileResponse } from '@/app/ui/report/file-response'
import { askedLanguage } from '@/app/ui/report/publication-report'
import { readPublishedFile } from '@/db/published-files'
import { readStanding } from '@/db/standing-publications'
import { anybody, offeredFile } from '../../../published-files'
import { publicCache, versionIn } from '../../../published-response'

type Props = {
  readonly params: Promise<{ readonly slug: string; readonly version: string; readonly file: string }>
}

/** A file of a published version: `report.pdf`, `results.json`, or a picture as SVG, PNG or CSV. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug, version, file } = await params
  try {
    const standing = await readStanding(anybody, slug, versionIn(version) ?? 0)
    const asked = new URL(request.url).searchParams.get('language')
    const offered = await offeredFile(standing, askedLanguage(standing.languages, asked), file)
    const body = await readPublishedFile(anybody, slug, standing.version, offered)
    const { fileName: name, mediaType } = offered
    return fileResponse(new Uint8Array(body), { name, mediaType, cache: publicCache })
  } catch (error) {
    return problemResponse(error)
  }
}
