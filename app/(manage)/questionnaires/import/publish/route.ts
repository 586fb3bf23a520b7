import { problemResponse } from '@/app/api/problem-response'
import { filesIn, postedUpload } from '@/app/posted-upload'
import { changingActor } from '@/app/session'
import { importForm } from '@/db/questionnaire-forms'
import { isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'

/** The most that is taken at once: the form and its files together. */
const limitMegabytes = 50

/** Publishes the form of the page, with the files that were chosen beside it. */
export async function POST(request: Request): Promise<Response> {
  try {
    const actor = await changingActor(request)
    // Before a byte is read: nobody fills the memory of a server that they may not write to. `importForm` refuses them.
    const upload = isAllowed(actor, 'questionnaire.edit') ? await postedUpload(request, limitMegabytes) : null
    const [form] = upload === null ? [] : filesIn(upload, 'form')
    if (upload !== null && form === undefined) throw problem('upload_unreadable')
    const files = upload === null ? [] : await Promise.all(filesIn(upload, 'media').map(given))
    const { bytes, name } = form === undefined ? { bytes: new Uint8Array(), name: '' } : await given(form)
    return Response.json(await importForm(actor, bytes, name, files), {
      status: 201,
      headers: { 'cache-control': 'no-store' },
    })
  } catch (error) {
    return problemResponse(error)
  }
}

async function given(file: File) {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
