import { surveyAt, surveyWords } from '../../survey-on-page'

/** The survey and the interface in one language, for a page that changes its language without being loaded again. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string; language: string }> },
): Promise<Response> {
  const { slug, language } = await params
  const address = await surveyAt(slug, [language], null)
  if (address.kind !== 'open') return new Response(null, { status: address.kind === 'closed' ? 410 : 404 })
  return Response.json(surveyWords(address.survey, language))
}
