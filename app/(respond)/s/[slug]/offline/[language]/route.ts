import { rendering } from '../../../../rendering'
import { openSurveyResponse } from '../../open-survey-response'
import { surveyGiven } from '../../survey-given'

/** The empty survey in one language, for a device that keeps it and was updated. */
export function GET(
  _request: Request,
  context: { params: Promise<{ slug: string; language: string }> },
): Promise<Response> {
  return openSurveyResponse(context, async (address) => {
    const { style } = await rendering()
    return Response.json({ ...(await surveyGiven(address)), style: style.text })
  })
}
