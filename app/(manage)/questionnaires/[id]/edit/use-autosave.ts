import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from '@/db/questionnaire-drafts'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { differenceOf } from '@/lib/questionnaire/diff'
import type { Difference } from '@/lib/questionnaire/diff/change'
import { type Conflict, mergeDrafts } from '@/lib/questionnaire/merge'

/** Where the draft stands that is on this screen. */
export type SaveState =
  | { readonly kind: 'saved' | 'unsaved' | 'saving' | 'unreachable' | 'signed_out' | 'gone' }
  | { readonly kind: 'refused'; readonly why: string }

/** What somebody else did to the draft, and where both changed the same. */
export type News = {
  readonly by: string
  /** The draft as this person had it from the server, and as the other one left it. */
  readonly before: Questionnaire
  readonly theirs: Questionnaire
  readonly changes: Difference
  readonly conflicts: readonly Conflict[]
}

/** How long, in milliseconds, nothing is typed before it is saved. */
const pause = 800
/** How long until a saving that failed is tried again. */
const retryPause = 5_000

/**
 * Saves a draft whenever it has changed and nothing is typed for a moment. Where somebody else saved meanwhile, both changes are merged and
 * saved together, and it is told what the other one did.
 *
 * @param take takes up what the other one did
 */
export function useAutosave(
  first: Draft,
  present: Questionnaire,
  take: (next: Questionnaire) => void,
): {
  readonly state: SaveState
  readonly news: News | null
  readonly putNewsAside: () => void
  /** A conflict that the person has decided. */
  readonly solve: (conflict: Conflict) => void
  /** Saves at once. @returns whether all is saved */
  readonly saveNow: () => Promise<boolean>
} {
  const [state, setState] = useState<SaveState>({ kind: 'saved' })
  const [news, setNews] = useState<News | null>(null)
  /** What lies on the server as far as this screen knows. */
  const [stored, setStored] = useState({ revision: first.revision, questionnaire: first.questionnaire })
  const isSaving = useRef(false)
  /** What is on the screen now, for work that began before the last letter was typed. */
  const latest = useRef(present)
  useEffect(() => {
    latest.current = present
  }, [present])
  const address = `/api/v1/questionnaires/${first.questionnaireId}/draft`

  const takeUp = useCallback(async () => {
    const answer = await fetch(address)
    if (!answer.ok) return setState({ kind: answer.status === 404 ? 'gone' : 'unreachable' })
    const theirs: Draft = await answer.json()
    if (theirs.revision === stored.revision) return
    const base = stored.questionnaire
    const { merged, conflicts } = mergeDrafts(base, latest.current, theirs.questionnaire)
    setStored({ revision: theirs.revision, questionnaire: theirs.questionnaire })
    setNews((unread) => {
      // What was not looked at yet stays to be looked at.
      const before = unread?.before ?? base
      const changes = differenceOf(before, theirs.questionnaire)
      if (changes.length === 0) return unread
      return {
        by: theirs.changedBy,
        before,
        theirs: theirs.questionnaire,
        changes,
        conflicts: [...(unread?.conflicts ?? []), ...conflicts],
      }
    })
    take(merged)
  }, [address, stored, take])

  const saveNow = useCallback(async () => {
    if (isSaving.current) return false
    if (present === stored.questionnaire) return true
    isSaving.current = true
    setState({ kind: 'saving' })
    try {
      const answer = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ revision: stored.revision, questionnaire: present }),
      })
      const body = await answer.json()
      if (answer.ok) {
        setStored({ revision: body.revision, questionnaire: present })
        setState({ kind: 'saved' })
        return true
      }
      if (answer.status === 409) await takeUp()
      else if (answer.status === 401) setState({ kind: 'signed_out' })
      else if (answer.status === 404) setState({ kind: 'gone' })
      else setState({ kind: 'refused', why: String(body.errors?.[0]?.message ?? body.detail) })
    } catch {
      setState({ kind: 'unreachable' })
    } finally {
      isSaving.current = false
    }
    return false
  }, [address, present, stored, takeUp])

  useEffect(() => {
    if (present === stored.questionnaire) return
    setState((before) => (before.kind === 'saved' ? { kind: 'unsaved' } : before))
    const timer = setTimeout(() => void saveNow(), pause)
    const again = setInterval(() => void saveNow(), retryPause)
    return () => {
      clearTimeout(timer)
      clearInterval(again)
    }
  }, [present, stored, saveNow])

  useEffect(() => {
    // Whoever comes back to this window sees what was changed meanwhile, before they change the same.
    const look = () => {
      if (!isSaving.current) void takeUp().catch(() => undefined)
    }
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [takeUp])

  const isUnsaved = present !== stored.questionnaire
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnsaved])

  return {
    state,
    news,
    putNewsAside: () => setNews(null),
    solve: (solved) =>
      setNews((before) =>
        before === null
          ? null
          : { ...before, conflicts: before.conflicts.filter((conflict) => conflict !== solved) },
      ),
    saveNow,
  }
}
