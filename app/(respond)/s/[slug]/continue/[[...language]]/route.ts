import { sayIn } from '@/lib/interface/message'
import { interfaceLanguages, messagesIn } from '@/lib/interface/messages'
import { type CodeEntry, statusOfEntry } from '../../../../code-entry'
import { documentResponse } from '../../../../document'
import { offeredLanguages } from '../../../../offered-languages'
import { brokenResponse, noticeResponse } from '../../../../plain-page'
import { readPostedForm } from '../../../../posted-form'
import { readerLanguage } from '../../../../reader-language'
import { rendering } from '../../../../rendering'
import { answeringResponse } from '../../answering-response'
import { type Resumed, resumeByCode } from '../../resume-by-code'
import { type OpenAddress, surveyAt } from '../../survey-on-page'

type Context = { readonly params: Promise<{ slug: string; language?: string[] }> }

/** The form that asks for the code of an interview that was put aside. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async () => ({ kind: 'asked' }))
}

/** The page where its person stopped, for a posted code: in the language of the address, else in the one it was saved in. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async ({ survey }) => {
    const form = await readPostedForm(request)
    return form === null ? { kind: 'asked' } : resumeByCode(request, survey, form.get('code'))
  })
}

async function answer(
  request: Request,
  { params }: Context,
  outcomeFor: (address: OpenAddress) => Promise<CodeEntry | Resumed>,
): Promise<Response> {
  const accepted = request.headers.get('accept-language')
  try {
    const { slug, language: chosen = [] } = await params
    const address = await surveyAt(slug, chosen, accepted)
    if (address.kind !== 'open') {
      return await noticeResponse(address.kind, address.language, `/s/${slug}/continue`)
    }
    const outcome = await outcomeFor(address)
    if (outcome.kind === 'resumed') {
      const isSpoken = address.survey.languages.includes(outcome.language)
      const language = chosen.length > 0 || !isSpoken ? address.language : outcome.language
      return await answeringResponse({ ...address, language }, outcome.state, null)
    }
    return await formResponse(address, outcome, chosen.length > 0)
  } catch (error) {
    return brokenResponse(error, readerLanguage(accepted, interfaceLanguages), new URL(request.url).pathname)
  }
}

async function formResponse(
  { survey, language }: OpenAddress,
  entry: CodeEntry,
  isChosen: boolean,
): Promise<Response> {
  const { renderer, files, style } = await rendering()
  const base = `/s/${survey.slug}/continue`
  const messages = messagesIn(language)
  const page = { language, messages, languages: offeredLanguages(survey.languages), base, again: null }
  const title = entry.kind === 'refused' ? 'page.titleWithError' : 'page.title'
  return documentResponse({
    ...statusOfEntry(entry),
    language,
    title: sayIn(language, messages)(title),
    body: renderer.renderResume(entry, page, {
      action: isChosen ? `${base}/${language}` : base,
      startAddress: `/s/${survey.slug}/${language}`,
    }),
    files,
    style,
  })
}
