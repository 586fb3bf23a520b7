import { methods, serve } from '@/app/api/serve'
import { importForm } from '@/db/questionnaire-forms'
import { importQuestionnaire, pageOfQuestionnaires } from '@/db/questionnaires'
import { listQuestionnaires, publishQuestionnaire } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listQuestionnaires, async ({ actor, query }) => ({
    status: 200,
    body: await pageOfQuestionnaires(actor, query),
  })),
  serve(publishQuestionnaire, async ({ actor, readBody, readFile }) => {
    const form = await readFile()
    return {
      status: 201,
      body:
        form === null
          ? await importQuestionnaire(actor, await readBody())
          : await importForm(actor, form, 'form.xlsx'),
    }
  }),
)
