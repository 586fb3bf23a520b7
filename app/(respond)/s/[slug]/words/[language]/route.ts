import { openSurveyResponse } from '../../open-survey-response'
import { surveyWords } from '../../survey-on-page'

/** The survey and the interface in one language, for a page that changes its language without being loaded again. */
export function GET(
  _request: Request,
  context: { params: Promise<{ slug: string; language: string }> },
): Promise<Response> {
  return openSurveyResponse(context, async (address) => {
    return Response.json(await surveyWords(address.survey, address.language))
  })
}
