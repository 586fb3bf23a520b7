import { methods, serve } from '@/app/api/serve'
import { countSave } from '@/app/code-tries'
import { readInput } from '@/db/accounts'
import { discardInterview, saveInterview } from '@/db/saved-interviews'
import { discardSavedInterview, putInterviewAside, toDiscardSchema, toSaveSchema } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(putInterviewAside, async ({ actor, path, readBody, request }) => {
    countSave(request)
    const { interview, code, ...rest } = readInput(toSaveSchema, await readBody())
    const toSave = {
      ...rest,
      submissionId: interview.submissionId,
      interview: JSON.stringify(interview),
      ...(code === undefined ? {} : { code }),
    }
    return { status: 201, body: await saveInterview(actor, path.slug, toSave, new Date()) }
  }),
  serve(discardSavedInterview, async ({ actor, path, readBody }) => {
    const { submissionId } = readInput(toDiscardSchema, await readBody())
    await discardInterview(actor, path.slug, submissionId)
    return { status: 200, body: { discarded: true } }
  }),
)
