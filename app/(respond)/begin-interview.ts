import { receiptFrom } from '@/lib/code'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { type Interview, newInterview } from './interview'

/**
 * A new interview, with an id and a receipt drawn at random; the same on the server and in the browser.
 *
 * @param given answers that are not the person's to give
 * @param asksEarlier whether the round continues an earlier one, so that people are asked for the code that they got there
 */
export function beginInterview(given: Answers, asksEarlier: boolean): Interview {
  return newInterview(newIdentity(), given, asksEarlier)
}

/** What an interview is sent under and withdrawn by: drawn at random, known to this page alone. */
export function newIdentity(): Pick<Interview, 'submissionId' | 'receipt'> {
  const receipt = receiptFrom(crypto.getRandomValues(new Uint8Array(10)))
  return { submissionId: newSubmissionId(), receipt }
}

/** A UUID, version 4. A page over plain HTTP has no `randomUUID`. */
function newSubmissionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, place) => {
    const value = place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
