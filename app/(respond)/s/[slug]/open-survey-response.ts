import { type OpenAddress, surveyAt } from './survey-on-page'

type Context = { readonly params: Promise<{ slug: string; language: string }> }

/** Answers for a survey in one of its languages: 410 where its round is not open, 404 where there is none. */
export async function openSurveyResponse(
  { params }: Context,
  answer: (address: OpenAddress) => Promise<Response>,
): Promise<Response> {
  const { slug, language } = await params
  const address = await surveyAt(slug, [language], null)
  if (address.kind !== 'open') return new Response(null, { status: address.kind === 'closed' ? 410 : 404 })
  return answer(address)
}
