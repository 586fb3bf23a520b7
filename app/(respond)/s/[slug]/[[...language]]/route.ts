import { randomUUID } from 'node:crypto'
import { waveAnswers } from '@/lib/questionnaire/wave'
import { documentResponse } from '../../../document'
import { sayIn } from '../../../message'
import { interfaceLanguages } from '../../../messages'
import { offeredLanguages } from '../../../offered-languages'
import { brokenResponse, noticeResponse } from '../../../plain-page'
import { readPostedForm } from '../../../posted-form'
import { readerLanguage } from '../../../reader-language'
import { rendering } from '../../../rendering'
import { firstPageState, hasFault, type PageState } from '../page-state'
import { type OpenAddress, surveyAt, surveyWords } from '../survey-on-page'
import { takePostedStep } from '../take-posted-step'

type Context = { readonly params: Promise<{ slug: string; language?: string[] }> }

/** The survey's first page, in the language of the address or of the reader. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async ({ survey }) => firstPage(survey))
}

/** The next page, for a form that came without script. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async (address) => {
    const form = await readPostedForm(request)
    return form === null ? firstPage(address.survey) : takePostedStep(address.survey, form)
  })
}

function firstPage({ questionnaire, wave }: OpenAddress['survey']): PageState {
  return firstPageState(randomUUID(), waveAnswers(questionnaire, wave))
}

async function answer(
  request: Request,
  { params }: Context,
  stateFor: (address: OpenAddress) => Promise<PageState>,
): Promise<Response> {
  const accepted = request.headers.get('accept-language')
  try {
    const { slug, language } = await params
    const address = await surveyAt(slug, language ?? [], accepted)
    if (address.kind !== 'open') {
      const kind = address.kind === 'closed' && request.method === 'POST' ? 'closed_meanwhile' : address.kind
      return await noticeResponse(kind, address.language, `/s/${slug}`)
    }
    const state = await stateFor(address)
    const { renderer, files } = await rendering()
    const served = surveyWords(address.survey, address.language)
    const given = {
      slug: address.survey.slug,
      served,
      languages: offeredLanguages(address.survey.languages),
      isSample: address.survey.isSynthetic,
      first: state,
    }
    return documentResponse({
      status: hasFault(state) ? 422 : 200,
      language: address.language,
      title: sayIn(served.language, served.messages)(hasFault(state) ? 'page.titleWithError' : 'page.title'),
      body: renderer.renderAnswering(given),
      files,
      given,
    })
  } catch (error) {
    return brokenResponse(error, readerLanguage(accepted, interfaceLanguages), new URL(request.url).pathname)
  }
}
