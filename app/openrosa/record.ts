import { countLink, countResponse } from '@/app/code-tries'
import type { RecordedForm } from '@/db/open-forms'
import { messageAnswer, refusalAnswer } from './answer'
import { sentForm } from './sent-form'

/**
 * Answers a form that is sent: 201 once it is on disk, 202 for one that was sent before, which changes nothing.
 *
 * @param location where it was sent to
 * @param record calls one `db` function with the instance
 */
export async function recordAnswer(
  request: Request,
  location: string,
  record: (xml: string, countTry: () => void) => Promise<RecordedForm>,
): Promise<Response> {
  try {
    countResponse(request)
    const { isRepeat, receipt, isReceiptShown } = await record(await sentForm(request), () =>
      countLink(request),
    )
    // The code belongs to the person, who saw it; whoever holds the phone now need not.
    const code = isReceiptShown
      ? ''
      : ` The code ${receipt} withdraws it: give it to the person who answered, and keep no copy.`
    return messageAnswer(
      `${isRepeat ? 'This was received before.' : 'Received. Thank you.'}${code}`,
      isRepeat ? 202 : 201,
      { location },
    )
  } catch (error) {
    return refusalAnswer(error)
  }
}
