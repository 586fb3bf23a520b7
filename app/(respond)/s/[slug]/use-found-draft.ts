import { useEffect, useRef, useState } from 'react'
import type { StoredDraft } from '../../device/device-store'
import { heldElsewhere, holdDraft } from '../../device/draft-lock'
import { type Draft, draftsOf, eraseDraft, eraseOldDrafts, openDraft, storedDraft } from '../../device/drafts'

/** A draft of this survey that stands on the phone when the page opens. */
export type FoundDraft = {
  readonly isElsewhere: boolean
  /** It turned out to be elsewhere only when it was pressed: what was pressed is gone, and the page is to be read anew. */
  readonly takesFocus: boolean
  readonly goOn: () => void
  readonly erase: () => void
  readonly startAnother: () => void
}

/**
 * Looks for a draft when the page opens; those past their days, of whatever survey, are erased first.
 *
 * @param isFirstPage a draft is offered before anything is answered, and never in the middle
 * @param onGoOn shows what was opened; false where it cannot be shown yet, and is offered again
 * @returns null where there is none, or it was decided upon
 */
export function useFoundDraft(
  slug: string,
  isFirstPage: boolean,
  onGoOn: (draft: Draft) => Promise<boolean>,
): FoundDraft | null {
  // The id alone: another window may answer, send or erase the draft while this page stands open.
  const [found, setFound] = useState<{ submissionId: string; isElsewhere: boolean } | null>(null)
  const [takesFocus, setTakesFocus] = useState(false)
  const goingOn = useRef(onGoOn)
  goingOn.current = onGoOn
  const isDeciding = useRef(false)

  useEffect(() => {
    const look = async () => {
      await eraseOldDrafts(new Date())
      const ids = (await draftsOf(slug)).map(({ submissionId }) => submissionId)
      const held = await heldElsewhere(ids)
      const submissionId = ids.find((id) => !held.has(id)) ?? ids[0]
      if (submissionId !== undefined) setFound({ submissionId, isElsewhere: held.has(submissionId) })
    }
    look().catch(() => undefined)
  }, [slug])

  if (found === null || !isFirstPage) return null
  const { submissionId, isElsewhere } = found

  /** @param then what is done with the draft as it is now; false where it is still to be decided */
  const decide = (then: (draft: StoredDraft) => Promise<boolean>) => async () => {
    if (isDeciding.current) return
    isDeciding.current = true
    try {
      const isOurs = await holdDraft(submissionId)
      // Read after the lock was asked for: from here on no other window writes it.
      const draft = await storedDraft(submissionId)
      if (draft === null) setFound(null)
      else if (!isOurs) {
        setFound({ submissionId, isElsewhere: true })
        setTakesFocus(true)
      } else if (await then(draft)) setFound(null)
    } catch {
      // A phone that lets nobody read what it keeps has nothing to go on with.
      setFound(null)
    } finally {
      isDeciding.current = false
    }
  }
  const goOn = decide(async (draft) => {
    const opened = await openDraft(draft)
    if (opened !== null) return goingOn.current(opened)
    // What an older program kept and this one cannot read is of no use to anybody.
    await eraseDraft(submissionId)
    return true
  })
  const erase = decide(async () => {
    await eraseDraft(submissionId)
    return true
  })
  return {
    isElsewhere,
    takesFocus,
    goOn: () => void goOn(),
    erase: () => void erase(),
    startAnother: () => {
      if (!isDeciding.current) setFound(null)
    },
  }
}
