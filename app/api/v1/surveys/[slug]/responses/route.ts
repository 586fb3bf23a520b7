import { countLink } from '@/app/code-tries'
import { isEnvelope } from '@/db/envelopes'
import { recordResponse } from '@/db/responses'
import { respond } from '../../../../problem-response'
import { readJson, refuseForeignPages } from '../../../../read-json'

type Context = { readonly params: Promise<{ readonly slug: string }> }

/** Larger than any questionnaire's answers, small enough to refuse at once. */
const limitKilobytes = 256

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseForeignPages(request)
    const { slug } = await params
    const submission = await readJson(request, limitKilobytes)
    const { submissionId, receipt, isRepeat } = await recordResponse(
      { kind: 'respondent' },
      slug,
      submission,
      'api',
      () => countLink(request),
    )
    // Who sealed an envelope made its receipt; who copied one from a phone must not learn it by sending it again.
    const body = isEnvelope(submission) ? { submissionId } : { submissionId, receipt }
    return { status: isRepeat ? 200 : 201, body }
  })
}
