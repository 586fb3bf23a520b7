import { readBytes } from '@/app/api/read-bytes'
import { changingActor } from '@/app/session'
import { addMedia } from '@/db/questionnaire-media'
import type { GivenFile } from '@/lib/media-names'
import { isAllowed } from '@/lib/permissions'
import { ProblemError, problem } from '@/lib/problem'
import { versionIn } from '../../version'
import { cookieOfRefusal } from '../refusal-cookie'

/** The most that is taken at once, all files together. */
const limitMegabytes = 50

/**
 * Takes the files of a plain form. A server action would hold at most 1 MB, for every action of the program alike.
 * It answers with the page that the form stands on, which says what became of it.
 */
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
    const files = isAllowed(actor, 'questionnaire.edit') ? await filesIn(request) : []
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

async function filesIn(request: Request): Promise<readonly GivenFile[]> {
  const bytes = await readBytes(request, limitMegabytes * 1024 * 1024)
  if (bytes === null) {
    await letPass(request)
    throw problem('upload_too_large', { limitMegabytes })
  }
  const files = (await formIn(bytes, request.headers.get('content-type') ?? ''))
    .getAll('files')
    // A form with nothing chosen posts one file without a name.
    .flatMap((file) => (file instanceof File && file.name !== '' ? [file] : []))
  return Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}

/** Lets a body that was not begun arrive, unkept and within reason: a browser that is still sending shows no answer. */
async function letPass({ body, bodyUsed }: Request): Promise<void> {
  if (body === null || bodyUsed) return
  let passed = 0
  for await (const chunk of body) {
    passed += chunk.byteLength
    if (passed > 10 * limitMegabytes * 1024 * 1024) return
  }
}

async function formIn(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw problem('upload_unreadable')
  }
}

/** 303: the browser asks for the page, and loading that again sends nothing twice. */
function goTo(path: string, cookie?: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: path,
      'cache-control': 'no-store',
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    },
  })
}
