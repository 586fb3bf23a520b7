import { openSurveyResponse } from '../../open-survey-response'
import { surveyGiven } from '../../survey-given'

/**
 * What a survey is drawn from, as a script of its own: a page without script does not carry it, and one with script is drawn
 * before it arrives.
 */
export function GET(
  _request: Request,
  context: { params: Promise<{ slug: string; language: string }> },
): Promise<Response> {
  return openSurveyResponse(context, async (address) => {
    const script = `globalThis.givenSurvey=${JSON.stringify(await surveyGiven(address))}`
    return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
  })
}
