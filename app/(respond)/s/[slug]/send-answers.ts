import { countLink, countResponse } from '@/app/code-tries'
import { errorName } from '@/app/error-name'
import { recordResponse } from '@/db/responses'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { SendingVerdict } from '../../device/post-response'
import type { Interview } from '../../interview'
import { afterSending } from './after-sending'
import type { PageState } from './page-state'

export const respondent: Actor = { kind: 'respondent' }

type Survey = { readonly slug: string; readonly version: number; readonly questionnaire: Questionnaire }

/** Stores the answers of a finished interview that came without script. The page keeps them when it cannot be done. */
export async function sendAnswers(
  request: Request,
  survey: Survey,
  language: string,
  interview: Interview,
): Promise<PageState> {
  return afterSending(survey.questionnaire, interview, await verdictOn(request, survey, language, interview))
}

async function verdictOn(
  request: Request,
  { slug, version }: Survey,
  language: string,
  { submissionId, receipt, earlier, agreedTo, answers }: Interview,
): Promise<SendingVerdict> {
  const submission = {
    submissionId,
    receipt,
    earlierReceipt: earlier?.receipt ?? null,
    version,
    language,
    consent: true,
    consentText: agreedTo,
    answers,
  }
  try {
    countResponse(request)
    await recordResponse(respondent, slug, submission, 'web', () => countLink(request))
    return { kind: 'accepted' }
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'refused', code: error.code }
    // The name only: a message may quote what was sent.
    console.error('Sending answers failed:', errorName(error))
    return { kind: 'unavailable', code: 'unexpected' }
  }
}
