import { type Dispatch, type RefObject, type SetStateAction, useCallback, useState } from 'react'
import { closeDraft } from '../../device/drafts'
import type { Interview } from '../../interview'
import { ended, hasEnded, type PageState } from './page-state'
import { discardFromBrowser, saveFromBrowser } from './save-from-browser'

/** Putting an interview aside on the server, under a code. */
export type Saving = {
  /** The code that this interview was saved under in this sitting, in groups of four; null when it was not. */
  readonly code: string | null
  readonly isSaving: boolean
  readonly save: (interview: Interview) => Promise<void>
  /** Erases what was saved, if anything was, for a person who declines after all. */
  readonly discard: (submissionId: string) => void
}

/**
 * @param show takes what came of it into the page
 * @param keepEntry takes what is entered on the present page into the interview, if it is an answer
 * @param forget erases what this phone keeps of an interview that the round takes no more
 * @param isHeld set while the answers are on their way, so that what the code opens is what stands on the page
 */
export function useSaving(
  { slug, version, language }: { readonly slug: string; readonly version: number; readonly language: string },
  firstCode: string | null,
  show: Dispatch<SetStateAction<PageState>>,
  keepEntry: () => void,
  forget: (submissionId: string) => void,
  isHeld: RefObject<boolean>,
): Saving {
  const [code, setCode] = useState(firstCode)
  const [isSaving, setIsSaving] = useState(false)
  const save = useCallback(
    async (interview: Interview) => {
      if (isHeld.current) return
      isHeld.current = true
      setIsSaving(true)
      const saving = await saveFromBrowser(slug, version, language, interview, code)
      isHeld.current = false
      setIsSaving(false)
      if (saving.kind === 'closed') {
        closeDraft(interview.submissionId, true)
        forget(interview.submissionId)
        show((now) => (hasEnded(now) ? now : ended(now.interview, saving)))
        return
      }
      if (saving.kind === 'saved') setCode(saving.code)
      keepEntry()
      show((now) => (hasEnded(now) ? now : { ...now, outcome: saving }))
    },
    [slug, version, language, code, show, keepEntry, forget, isHeld],
  )
  const discard = useCallback(
    (submissionId: string) => {
      discardFromBrowser(slug, submissionId)
      setCode(null)
    },
    [slug],
  )
  return { code, isSaving, save, discard }
}
