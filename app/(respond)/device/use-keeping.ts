import { useCallback, useEffect, useRef, useState } from 'react'
import type { MessageKey } from '@/lib/interface/message'
import { holdDraft } from './draft-lock'
import { type Draft, eraseDraft, keepDraft } from './drafts'
import { hasRoom } from './has-room'
import { canSeal } from './seal'

/** Whether this phone keeps the answers while they are given. */
export type Keeping = {
  /** Null until the browser has told, and without script for ever. */
  readonly canKeep: boolean | null
  readonly isKeeping: boolean
  /** The phone has what was answered last: the choice was made, and the last writing did not fail. */
  readonly isKept: boolean
  /** What the person has to know about it; null when there is nothing. */
  readonly notice: Extract<MessageKey, `device.${string}`> | null
  /** The person's choice. A draft that was kept is erased when it is taken back. */
  readonly choose: (isKeeping: boolean, draft: Draft) => void
  /** Keeps the present state, if the person chose so. */
  readonly keep: (draft: Draft) => void
  /** Erases the draft of an interview that has ended. */
  readonly forget: (submissionId: string) => void
}

/** Room for a draft and a sealed interview, in bytes, many times over. */
const roomNeeded = 500_000

/** @param isChosenFirst an installed survey keeps what an enumerator writes, unless told otherwise */
export function useKeeping(slug: string, isChosenFirst: boolean): Keeping {
  const [canKeep, setCanKeep] = useState<boolean | null>(null)
  const [isKeeping, setIsKeeping] = useState(false)
  const [notice, setNotice] = useState<Keeping['notice']>(null)
  const isOn = useRef(false)
  /** Id of the draft that this page answers, once it was written. */
  const held = useRef<string | null>(null)

  const turn = useCallback((on: boolean) => {
    isOn.current = on
    setIsKeeping(on)
  }, [])

  const refuse = useCallback(() => {
    turn(false)
    setCanKeep(false)
    setNotice('device.cannotKeep')
  }, [turn])

  useEffect(() => {
    const obstacle = async () => {
      if (!canSeal() || typeof indexedDB === 'undefined') return 'device.cannotKeep' as const
      return (await hasRoom(roomNeeded)) ? null : ('device.full' as const)
    }
    const look = async () => {
      const found = await obstacle()
      setCanKeep(found === null)
      setNotice(found)
      if (found !== null || !isChosenFirst) return
      turn(true)
      // Said where it can still be decided: nothing is kept before the person agrees.
      if (!(await isKeptForGood())) setNotice('device.mayErase')
    }
    void look()
  }, [isChosenFirst, turn])

  const keep = useCallback(
    (draft: Draft) => {
      if (!isOn.current) return
      const { submissionId } = draft.interview
      const isFirst = held.current !== submissionId
      held.current = submissionId
      const write = async () => {
        await keepDraft(slug, draft)
        setNotice((before) => (before === 'device.keepFailed' ? null : before))
        if (!isFirst) return
        void holdDraft(submissionId)
        if (!(await isKeptForGood())) setNotice('device.mayErase')
      }
      write().catch(() => {
        setNotice('device.keepFailed')
        // Nothing could be kept from the first: the choice is taken back, and said where it was made.
        if (isFirst) refuse()
      })
    },
    [slug, refuse],
  )

  const choose = useCallback(
    (on: boolean, draft: Draft) => {
      turn(on)
      if (on) keep(draft)
      else {
        setNotice(null)
        held.current = null
        void eraseDraft(draft.interview.submissionId)
      }
    },
    [turn, keep],
  )

  const forget = useCallback((submissionId: string) => {
    eraseDraft(submissionId).catch(() => undefined)
  }, [])

  const isKept = isKeeping && notice !== 'device.keepFailed'
  return { canKeep, isKeeping, isKept, notice, choose, keep, forget }
}

/** Whether the browser promises not to erase by itself what is kept here. */
async function isKeptForGood(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist())
  } catch {
    return false
  }
}
