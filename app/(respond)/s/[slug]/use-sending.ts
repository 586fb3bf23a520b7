import { type RefObject, useState } from 'react'
import { closeDraft } from '../../device/drafts'
import { sendWhenThereIsANetwork } from '../../device/offline'
import type { Keeping } from '../../device/use-keeping'
import type { Queue } from '../../device/use-queue'
import type { Interview } from '../../interview'
import { type Destination, finishInterview, sealForLater } from './finish-interview'
import { hasEnded, type PageState, trouble } from './page-state'

export type Sending = {
  readonly isSending: boolean
  /** Sends a finished interview, or only seals it on this phone; a second press while it is under way does nothing. */
  readonly finish: (interview: Interview, isSealedOnly: boolean) => Promise<void>
}

/**
 * The end of an interview: its draft goes where the answers go.
 *
 * @param isHeld set while they are on their way, at once and not with the next drawing of the page
 * @param show takes what came of it into the page
 */
export function useSending(
  destination: Destination,
  { isKeeping, forget }: Keeping,
  queue: Queue,
  isHeld: RefObject<boolean>,
  show: (next: PageState) => void,
): Sending {
  const [isSending, setIsSending] = useState(false)

  async function finish(interview: Interview, isSealedOnly: boolean) {
    if (isHeld.current) return
    isHeld.current = true
    setIsSending(true)
    closeDraft(interview.submissionId, true)
    try {
      const next = isSealedOnly
        ? await sealForLater(destination, interview)
        : await finishInterview(destination, interview, isKeeping)
      if (hasEnded(next)) forget(interview.submissionId)
      else closeDraft(interview.submissionId, false)
      show(next)
      queue.look()
      if (next.outcome?.kind === 'queued') void sendWhenThereIsANetwork()
    } catch {
      closeDraft(interview.submissionId, false)
      show(trouble(interview, 'unexpected'))
    } finally {
      isHeld.current = false
      setIsSending(false)
    }
  }
  return { isSending, finish }
}
