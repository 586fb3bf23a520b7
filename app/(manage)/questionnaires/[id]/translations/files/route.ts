import { z } from 'zod'
import { problemResponse } from '@/app/api/problem-response'
import { readBytes } from '@/app/api/read-bytes'
import { changingActor, currentActor } from '@/app/session'
import { takeTranslationFile, translationFormats, writeTranslationFile } from '@/db/translation-files'
import { problem } from '@/lib/problem'

type Context = { readonly params: Promise<{ id: string }> }

/** The most that is taken, in kilobytes: the longest form in XLIFF has some 300. */
const limitKilobytes = 8 * 1024

const query = z.object({
  language: z
    .string('Say into which language: language=ar.')
    .max(20, 'Use a language code such as "en", "fa-AF" or "uz-Cyrl".'),
  format: z.enum(translationFormats, `Choose one of: ${translationFormats.join(', ')}.`).default('xliff'),
})

/** A file for a translator. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { id } = await params
    const { language, format } = readQuery(request)
    const { name, mediaType, bytes } = await writeTranslationFile(await currentActor(), id, language, format)
    return new Response(Buffer.from(bytes), {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return problemResponse(error)
  }
}

/** Takes a file back, and says of each text that was not taken why. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    const { id } = await params
    const { language } = readQuery(request)
    const actor = await changingActor(request)
    const bytes = await readBytes(request, limitKilobytes * 1024)
    if (bytes === null) throw problem('body_too_large', { limitKilobytes })
    return Response.json(await takeTranslationFile(actor, id, language, bytes), {
      headers: { 'cache-control': 'no-store' },
    })
  } catch (error) {
    return problemResponse(error)
  }
}

function readQuery(request: Request): z.output<typeof query> {
  const read = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (read.success) return read.data
  throw problem(
    'input_invalid',
    undefined,
    read.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message })),
  )
}
