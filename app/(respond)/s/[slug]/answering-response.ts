import { sayIn } from '@/lib/interface/message'
import { documentResponse } from '../../document'
import { rendering } from '../../rendering'
import { hasFault, type PageState } from './page-state'
import { surveyAddress } from './survey-address'
import { surveyGiven } from './survey-given'
import type { OpenAddress } from './survey-on-page'
import type { AnsweringProps } from './survey-props'

/**
 * The answering page as the server sends it, in any state.
 *
 * @param code the one that the interview was saved under in this sitting; null when it was not
 */
export async function answeringResponse(
  address: OpenAddress,
  state: PageState,
  code: string | null,
): Promise<Response> {
  const { renderer, files, style } = await rendering()
  const survey = await surveyGiven(address)
  const drawn: AnsweringProps = { ...survey, first: state, code }
  const { language, messages } = survey.served
  return documentResponse({
    ...statusOf(state),
    language,
    title: sayIn(language, messages)(hasFault(state) ? 'page.titleWithError' : 'page.title'),
    body: renderer.renderAnswering(drawn),
    files,
    style,
    survey: surveyAddress(survey.slug, language),
    given: { first: state, code },
    manifest: `/s/${survey.slug}/manifest.webmanifest`,
  })
}

function statusOf(state: PageState): { readonly status: number; readonly retryAfterSeconds?: number } {
  if (hasFault(state)) return { status: 422 }
  if (state.outcome?.kind !== 'unsaved') return { status: 200 }
  const { seconds } = state.outcome
  return seconds > 0 ? { status: 429, retryAfterSeconds: seconds } : { status: 500 }
}
