import { formatCode } from '@/lib/code'
import { postResponse } from '../../device/post-response'
import { dequeue, enqueue } from '../../device/queue'
import { canSeal, sealInterview } from '../../device/seal'
import type { Interview } from '../../interview'
import { afterSending } from './after-sending'
import { ended, type PageState, trouble } from './page-state'
import type { SurveyWords } from './survey-words'

/** Where a finished interview goes. */
export type Destination = {
  readonly slug: string
  /** The round's public key. */
  readonly sealingKey: string
  /** The words that the person read. */
  readonly words: SurveyWords
}

/**
 * Sends a finished interview. Where the browser can, it is sealed first; where the person chose that this phone keeps
 * answers, it waits in the queue from then on, so that nothing that happens on the way loses it.
 *
 * @returns the page to show: thanks, or what stands in the way with the interview whole
 */
export async function finishInterview(
  destination: Destination,
  interview: Interview,
  isKeeping: boolean,
): Promise<PageState> {
  const { questionnaire } = destination.words
  if (!canSeal()) {
    return afterSending(questionnaire, interview, await sendOpenly(destination, interview))
  }
  const receipt = formatCode(interview.receipt)
  const envelope = await sealed(destination, interview)
  const isQueued = isKeeping && (await hasQueued(destination.slug, envelope))
  const verdict = await postResponse(destination.slug, envelope)
  if (isQueued) {
    const isClosed = verdict.kind === 'refused' && verdict.code === 'round_not_open'
    if (isClosed || verdict.kind === 'unavailable')
      return ended(interview, { kind: 'queued', receipt, isClosed })
    // Sent, or refused for what somebody can still put right on the page. Left in the queue it would only be sent again.
    await dequeue(interview.submissionId).catch(() => undefined)
  }
  if (verdict.kind === 'unavailable' && verdict.code === 'network' && !isQueued) {
    return { interview, entry: null, fault: null, outcome: { kind: 'no_network' } }
  }
  return afterSending(questionnaire, interview, verdict)
}

/** Seals a finished interview and keeps it on this phone, to be sent when there is a network. */
export async function sealForLater(destination: Destination, interview: Interview): Promise<PageState> {
  return (await hasQueued(destination.slug, await sealed(destination, interview)))
    ? ended(interview, { kind: 'queued', receipt: formatCode(interview.receipt), isClosed: false })
    : trouble(interview, 'not_kept')
}

function sealed({ slug, sealingKey, words }: Destination, interview: Interview) {
  const { submissionId, agreedTo } = interview
  const { questionnaire, consent, language } = words
  const facts = {
    submissionId,
    slug,
    version: questionnaire.version,
    consentVersion: consent.version,
  }
  return sealInterview(sealingKey, facts, { language, consentText: agreedTo, ...toldOf(interview) })
}

async function hasQueued(...queued: Parameters<typeof enqueue>): Promise<boolean> {
  try {
    await enqueue(...queued)
    return true
  } catch {
    // Said on the page: what cannot be kept here has to be sent while it is open.
    return false
  }
}

/** Over plain HTTP a browser gives its cryptography to nobody. */
function sendOpenly({ slug, words }: Destination, interview: Interview) {
  return postResponse(slug, {
    submissionId: interview.submissionId,
    version: words.questionnaire.version,
    language: words.language,
    consent: true,
    consentText: interview.agreedTo,
    ...toldOf(interview),
  })
}

/** What the person told, and the codes that go with it. */
function toldOf({ receipt, earlier, answers }: Interview) {
  return { receipt, answers, ...(earlier?.receipt ? { earlierReceipt: earlier.receipt } : {}) }
}
