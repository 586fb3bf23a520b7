import { methods, serve } from '@/app/api/serve'
import { importForm } from '@/db/questionnaire-forms'
import { importQuestionnaire, pageOfQuestionnaires } from '@/db/questionnaires'
import { listQuestionnaires, publishQuestionnaire } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listQuestionnaires, async ({ actor, query }) => ({
    status: 200,
    body: await pageOfQuestionnaires(actor, query),
  })),
  serve(publishQuestionnaire, async ({ actor, readBody, readFile, request }) => {
    const form = await readFile()
    if (form === null) return { status: 201, body: await importQuestionnaire(actor, await readBody()) }
    const { id, version, notes } = await importForm(actor, form, fileNameOf(request))
    return { status: 201, body: { id, version, notes } }
  }),
)

/** What a program calls the file that it sends (RFC 6266, 4.3); a form without a name of its own is called so. */
function fileNameOf({ headers }: Request): string {
  const [, encoded = 'form.xlsx'] =
    /filename\*=UTF-8''([^;\s]{1,300})/i.exec(headers.get('content-disposition') ?? '') ?? []
  try {
    return decodeURIComponent(encoded)
  } catch {
    return 'form.xlsx'
  }
}
