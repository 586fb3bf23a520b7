import { readBytes } from '@/app/api/read-bytes'
import { problem } from '@/lib/problem'
import { mostBytes } from './answer'

/** What clients call the part that is the form; and the one by which older ones say that more of the same form follows. */
const instancePart = 'xml_submission_file'
const incompletePart = '*isIncomplete*'

/**
 * The form that was filled in, out of what a client posts.
 *
 * @throws body_too_large; input_invalid when it is not sent as OpenRosa sends it, or has files that no form of ours asks for
 * @see https://docs.getodk.org/openrosa-form-submission/
 */
export async function sentForm(request: Request): Promise<string> {
  const bytes = await readBytes(request, mostBytes)
  if (bytes === null) throw problem('body_too_large', { limitKilobytes: mostBytes / 1024 })
  const parts = await partsOf(bytes, request.headers.get('content-type') ?? '')
  const [instance, another] = parts?.getAll(instancePart) ?? []
  if (parts === null || !(instance instanceof File))
    throw refusal(`Send the form as multipart/form-data, in a part named "${instancePart}".`)
  if (another !== undefined) throw refusal(`Send one form at a time: one part named "${instancePart}".`)
  const others = [...parts.keys()].filter((name) => name !== instancePart && name !== incompletePart)
  if (others.length > 0)
    throw refusal('Files were sent with the form, and it asks for none. Download the form again.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await instance.arrayBuffer())
  } catch {
    throw refusal('The form is not written in UTF-8.')
  }
}

async function partsOf(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

function refusal(message: string) {
  return problem('input_invalid', undefined, [{ path: '', code: 'form_not_sent', message }])
}
