import { methods, serve } from '@/app/api/serve'
import { importQuestionnaire, pageOfQuestionnaires } from '@/db/questionnaires'
import { listQuestionnaires, publishQuestionnaire } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listQuestionnaires, async ({ actor, query }) => ({
    status: 200,
    body: await pageOfQuestionnaires(actor, query),
  })),
  serve(publishQuestionnaire, async ({ actor, readBody }) => ({
    status: 201,
    body: await importQuestionnaire(actor, await readBody()),
  })),
)
