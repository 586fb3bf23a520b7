import { useCallback, useReducer } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'

type History = {
  readonly past: readonly Questionnaire[]
  readonly present: Questionnaire
  readonly future: readonly Questionnaire[]
  /** What the last change was of: typing on at one place is one step. */
  readonly of: string | null
}

type Step =
  | { readonly kind: 'change'; readonly next: Questionnaire; readonly of: string | null }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'take_up'; readonly next: Questionnaire }

/** The most steps that can be undone. */
const most = 300

function take(history: History, step: Step): History {
  const { past, present, future } = history
  switch (step.kind) {
    case 'change': {
      if (step.next === present) return history
      const goesOn = step.of !== null && step.of === history.of
      return {
        past: goesOn ? past : [...past, present].slice(-most),
        present: step.next,
        future: [],
        of: step.of,
      }
    }
    case 'take_up':
      // What lies before does not know what somebody else wrote: going back there would take it away.
      return { past: [], present: step.next, future: [], of: null }
    case 'undo': {
      const before = past.at(-1)
      if (before === undefined) return history
      return { past: past.slice(0, -1), present: before, future: [present, ...future], of: null }
    }
    case 'redo': {
      const [after, ...later] = future
      if (after === undefined) return history
      return { past: [...past, present], present: after, future: later, of: null }
    }
  }
}

export type DraftHistory = {
  readonly present: Questionnaire
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** @param of what it changes: further changes of the same are one step with it; null for a step of its own */
  readonly change: (next: Questionnaire, of?: string | null) => void
  /** Takes up what somebody else did; there is no way back behind it. */
  readonly takeUp: (next: Questionnaire) => void
  readonly undo: () => void
  readonly redo: () => void
}

/** A definition that is changed, with the way back. */
export function useHistory(first: Questionnaire): DraftHistory {
  const [{ present, past, future }, dispatch] = useReducer(take, {
    past: [],
    present: first,
    future: [],
    of: null,
  })
  const takeUp = useCallback((next: Questionnaire) => dispatch({ kind: 'take_up', next }), [])
  return {
    present,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: (next, of = null) => dispatch({ kind: 'change', next, of }),
    takeUp,
    undo: () => dispatch({ kind: 'undo' }),
    redo: () => dispatch({ kind: 'redo' }),
  }
}
