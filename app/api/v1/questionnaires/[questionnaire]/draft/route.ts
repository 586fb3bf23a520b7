import { methods, serve } from '@/app/api/serve'
import { readDraft, saveDraft } from '@/db/questionnaire-drafts'
import { readDraftOperation, saveDraftOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readDraftOperation, async ({ actor, path }) => ({
    status: 200,
    body: await readDraft(actor, path.questionnaire),
  })),
  serve(saveDraftOperation, async ({ actor, path, readBody }) => ({
    status: 200,
    body: await saveDraft(actor, path.questionnaire, await readBody()),
  })),
)
