import { problem } from '@/lib/problem'
import { readBytes } from './api/read-bytes'

/**
 * The fields of a plain form with files, which a server action would take up to 1 MB only.
 *
 * @param limitMegabytes the most that is taken, all fields together
 * @throws upload_too_large, upload_unreadable
 */
export async function postedUpload(request: Request, limitMegabytes: number): Promise<FormData> {
  const bytes = await readBytes(request, limitMegabytes * 1024 * 1024)
  if (bytes === null) {
    await letPass(request, limitMegabytes)
    throw problem('upload_too_large', { limitMegabytes })
  }
  try {
    return await new Response(bytes, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    }).formData()
  } catch {
    throw problem('upload_unreadable')
  }
}

/** The files in a field; a form with nothing chosen posts one without a name. */
export function filesIn(form: FormData, field: string): readonly File[] {
  return form.getAll(field).flatMap((file) => (file instanceof File && file.name !== '' ? [file] : []))
}

/** 303: the browser asks for the page, and loading that again sends nothing twice. */
export function goTo(path: string, cookie?: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: path,
      'cache-control': 'no-store',
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    },
  })
}

/** Lets a body that was not begun arrive, unkept and within reason: a browser that is still sending shows no answer. */
async function letPass({ body, bodyUsed }: Request, limitMegabytes: number): Promise<void> {
  if (body === null || bodyUsed) return
  let passed = 0
  for await (const chunk of body) {
    passed += chunk.byteLength
    if (passed > 10 * limitMegabytes * 1024 * 1024) return
  }
}
