import { useEffect, useRef, useState } from 'react'
import type { StoredDraft } from '../../device/device-store'
import { heldElsewhere } from '../../device/draft-lock'
import { type Draft, draftsOf, eraseDraft, eraseOldDrafts, openDraft } from '../../device/drafts'

/** A draft of this survey that stands on the phone when the page opens. */
export type FoundDraft = {
  readonly isElsewhere: boolean
  readonly goOn: () => void
  readonly erase: () => void
  readonly startAnother: () => void
}

/**
 * Looks for a draft when the page opens; those past their days, of whatever survey, are erased first.
 *
 * @param isFirstPage a draft is offered before anything is answered, and never in the middle
 * @param onGoOn shows what was opened
 * @returns null where there is none, or it was decided upon
 */
export function useFoundDraft(
  slug: string,
  isFirstPage: boolean,
  onGoOn: (draft: Draft) => Promise<void>,
): FoundDraft | null {
  const [found, setFound] = useState<{ draft: StoredDraft; isElsewhere: boolean } | null>(null)
  const goingOn = useRef(onGoOn)
  goingOn.current = onGoOn

  useEffect(() => {
    const look = async () => {
      await eraseOldDrafts(new Date())
      const drafts = await draftsOf(slug)
      const held = await heldElsewhere(drafts.map(({ submissionId }) => submissionId))
      const draft = drafts.find(({ submissionId }) => !held.has(submissionId)) ?? drafts[0]
      if (draft !== undefined) setFound({ draft, isElsewhere: held.has(draft.submissionId) })
    }
    look().catch(() => undefined)
  }, [slug])

  if (found === null || !isFirstPage) return null
  const { draft, isElsewhere } = found
  const decide = (then: () => Promise<void>) => () => {
    setFound(null)
    then().catch(() => undefined)
  }
  return {
    isElsewhere,
    goOn: decide(async () => {
      const opened = await openDraft(draft)
      // What an older program kept and this one cannot read is of no use to anybody.
      if (opened === null) await eraseDraft(draft.submissionId)
      else await goingOn.current(opened)
    }),
    erase: decide(() => eraseDraft(draft.submissionId)),
    startAnother: decide(async () => {}),
  }
}
