import { mediaResponse, noMediaResponse } from '@/app/media-response'
import { readOpenMedia } from '@/db/questionnaire-media'
import { ProblemError } from '@/lib/problem'
import { respondent } from '../../send-answers'

/** A recording or a picture of an open survey. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string; name: string }> },
): Promise<Response> {
  const { slug, name } = await params
  try {
    return mediaResponse(await readOpenMedia(respondent, slug, name), request.headers.get('range'))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return noMediaResponse(error.status)
  }
}
