import { filesIn, goTo, postedUpload } from '@/app/posted-upload'
import { cookieOfRefusal } from '@/app/refusal-cookie'
import { changingActor } from '@/app/session'
import { addMedia } from '@/db/questionnaire-media'
import type { GivenFile } from '@/lib/media-names'
import { isAllowed } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { versionIn } from '../../version'

/** The most that is taken at once, all files together. */
const limitMegabytes = 50

/** Takes the files of a plain form. It answers with the page that the form stands on, which says what became of it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params
  const asked = new URL(request.url).searchParams.get('version')
  const version = versionIn(asked)
  const page = `/questionnaires/${encodeURIComponent(id)}/recordings`
  const query = new URLSearchParams(version === undefined ? {} : { version: String(version) })
  try {
    const actor = await changingActor(request)
    // Before a byte is read: nobody fills the memory of a server that they may not write to. `addMedia` refuses them.
    const files = isAllowed(actor, 'questionnaire.edit') ? await givenFiles(request) : []
    query.set('added', String(await addMedia(actor, { id, version }, files)))
    return goTo(`${page}?${query}`)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.status === 401) return goTo(`/sign-in?next=${encodeURIComponent(page)}`)
    const { mark, cookie } = cookieOfRefusal(error, page)
    query.set('refused', mark)
    return goTo(`${page}?${query}`, cookie)
  }
}

async function givenFiles(request: Request): Promise<readonly GivenFile[]> {
  const files = filesIn(await postedUpload(request, limitMegabytes), 'files')
  return Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}
