import { mediaResponse, noMediaResponse } from '@/app/media-response'
import { currentActor } from '@/app/session'
import { readMedia } from '@/db/questionnaire-media'
import { ProblemError } from '@/lib/problem'
import { versionIn } from '../../../version'

/** A recording or a picture, for staff who look at what was uploaded. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; name: string }> },
): Promise<Response> {
  const { id, name } = await params
  const version = versionIn(new URL(request.url).searchParams.get('version'))
  try {
    const file = await readMedia(await currentActor(), { id, version }, name)
    return mediaResponse(file, request.headers.get('range'))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return noMediaResponse(error.status)
  }
}
