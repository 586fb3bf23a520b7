import { filesIn, goTo, postedUpload } from '@/app/posted-upload'
import { cookieOfRefusal } from '@/app/refusal-cookie'
import { changingActor } from '@/app/session'
import { uploadWeights } from '@/db/weight-upload'
import { isAllowed } from '@/lib/permissions'
import { ProblemError, problem } from '@/lib/problem'

/** A hundred and fifty thousand people have some 10 MB. */
const limitMegabytes = 30

/** Takes a file of design weights from a plain form, and answers with the page that the form stands on. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params
  const page = `/rounds/${encodeURIComponent(slug)}/weights`
  try {
    const actor = await changingActor(request)
    // Before a byte is read: nobody fills the memory of a server that they may not write to. `uploadWeights` refuses them.
    const input = isAllowed(actor, 'weighting.manage') ? await inputIn(request) : { title: '', text: '' }
    const { id } = await uploadWeights(actor, slug, input)
    return goTo(`${page}?done=kept&look=${id}`)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.status === 401) return goTo(`/sign-in?next=${encodeURIComponent(page)}`)
    const { mark, cookie } = cookieOfRefusal(error, page)
    return goTo(`${page}?refused=${mark}`, cookie)
  }
}

async function inputIn(request: Request) {
  const form = await postedUpload(request, limitMegabytes)
  const [file] = filesIn(form, 'weightFile')
  if (file === undefined) {
    const message = 'Choose the file with the weights.'
    throw problem('input_invalid', undefined, [{ path: 'weightFile', code: 'file_missing', message }])
  }
  return {
    title: String(form.get('fileTitle') ?? ''),
    text: textOf(new Uint8Array(await file.arrayBuffer())),
    leavesOut: form.get('leavesOut') === 'yes',
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const message =
      'This file is not UTF-8 text. Save it as CSV in UTF-8; a spreadsheet offers that among its formats.'
    throw problem('input_invalid', undefined, [{ path: 'weightFile', code: 'file_not_utf8', message }])
  }
}
