import { interfaceLanguages } from '@/lib/interface/messages'
import { waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import { beginInterview } from '../../../begin-interview'
import { brokenResponse, noticeResponse } from '../../../plain-page'
import { readPostedForm } from '../../../posted-form'
import { readerLanguage } from '../../../reader-language'
import { answeringResponse } from '../answering-response'
import { firstPageState, type PageState } from '../page-state'
import { type OpenAddress, surveyAt } from '../survey-on-page'
import { takePostedStep } from '../take-posted-step'

type Context = { readonly params: Promise<{ slug: string; language?: string[] }> }

/** A state of the page, and the code that its interview was saved under; null when it was not. */
type Shown = { readonly state: PageState; readonly code: string | null }

/** The survey's first page, in the language of the address or of the reader. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async ({ survey }) => firstPage(survey))
}

/** The next page, for a form that came without script. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async (address) => {
    const form = await readPostedForm(request)
    return form === null ? firstPage(address.survey) : takePostedStep(address.survey, form, request)
  })
}

function firstPage({ questionnaire, wave, asksEarlierReceipt }: OpenAddress['survey']): Shown {
  const interview = beginInterview(waveAnswers(questionnaire, wave), asksEarlierReceipt)
  return { state: firstPageState(interview), code: null }
}

async function answer(
  request: Request,
  { params }: Context,
  shownFor: (address: OpenAddress) => Promise<Shown>,
): Promise<Response> {
  const accepted = request.headers.get('accept-language')
  try {
    const { slug, language } = await params
    const address = await surveyAt(slug, language ?? [], accepted)
    if (address.kind !== 'open') {
      const kind = address.kind === 'closed' && request.method === 'POST' ? 'closed_meanwhile' : address.kind
      return await noticeResponse(kind, address.language, `/s/${slug}`)
    }
    const { state, code } = await shownFor(address)
    return await answeringResponse(address, state, code)
  } catch (error) {
    return brokenResponse(error, readerLanguage(accepted, interfaceLanguages), new URL(request.url).pathname)
  }
}
