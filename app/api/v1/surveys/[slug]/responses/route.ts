import { methods, serve } from '@/app/api/serve'
import { countLink, countResponse } from '@/app/code-tries'
import { isEnvelope } from '@/db/envelopes'
import { recordResponse } from '@/db/responses'
import { submitResponse } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(submitResponse, async ({ actor, path, readBody, request }) => {
    countResponse(request)
    const submission = await readBody()
    const { submissionId, receipt, isRepeat } = await recordResponse(
      actor,
      path.slug,
      submission,
      'api',
      () => countLink(request),
    )
    // Who sealed an envelope made its receipt; who copied one from a phone must not learn it by sending it again.
    const body = isEnvelope(submission) ? { submissionId } : { submissionId, receipt }
    return { status: isRepeat ? 200 : 201, body }
  }),
)
