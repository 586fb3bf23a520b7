import { useCallback, useEffect, useRef } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { isReachable, type Place, placeInstead } from '../../interview'
import { depthKey, historyDepth } from '../../leave'
import { hasEnded, type PageState } from './page-state'

/**
 * Lets the browser's back and forward buttons turn the pages of the interview. History holds only how deep a page lies;
 * which place that was is remembered here, so that no answer and no question stands in an address or a history entry.
 *
 * @param keepEntry takes what is entered on the present page into the interview, if it is an answer
 * @param isHeld true while the page must not be turned: the answers are on their way
 * @returns shows a page, as a new history entry when it is another place
 */
export function usePlaceHistory(
  questionnaire: Questionnaire,
  state: PageState,
  show: (next: PageState) => void,
  keepEntry: () => void,
  isHeld: { readonly current: boolean },
): (next: PageState) => void {
  const trail = useRef<Place[]>([])
  const current = useRef(state)
  current.current = state
  const depth = useRef(0)
  /** Depth of the entry that this page has asked the browser for and not reached yet. */
  const goingTo = useRef<number | null>(null)

  /** Brings the browser's history to the page that is shown; one step at a time, as the browser answers later. */
  const follow = useCallback(() => {
    if (goingTo.current !== null) return
    const lies = historyDepth(window.history.state)
    if (lies > depth.current) {
      goingTo.current = depth.current
      window.history.go(depth.current - lies)
    }
    for (let next = lies + 1; next <= depth.current; next += 1) {
      window.history.pushState({ [depthKey]: next }, '')
    }
  }, [])

  useEffect(() => {
    // A page that was loaded again lies as deep as it lay; what came before it is not remembered.
    depth.current = historyDepth(window.history.state)
    trail.current[depth.current] = current.current.interview.place
  }, [])

  useEffect(() => {
    function onPopState(event: PopStateEvent) {
      const reached = historyDepth(event.state)
      const isOurs = reached === goingTo.current
      goingTo.current = null
      // Shown when it was asked for; since then somebody may have gone further.
      if (isOurs) return follow()
      // What is over stays over: going back shows the receipt, not a form that looks unsent. What is being sent stays as it is.
      const isStaying = hasEnded(current.current) || isHeld.current
      if (!isStaying) keepEntry()
      depth.current = reached
      if (isStaying) return
      const now = current.current
      const place = trail.current[depth.current] ?? 'consent'
      const shown = isReachable(questionnaire, now.interview, place) ? place : placeInstead(now.interview)
      const next = { interview: { ...now.interview, place: shown }, entry: null, fault: null, outcome: null }
      // The next press may come before React has drawn this one.
      current.current = next
      show(next)
    }
    window.addEventListener('popstate', onPopState)
    return () => window.removeEventListener('popstate', onPopState)
  }, [questionnaire, show, keepEntry, isHeld, follow])

  return useCallback(
    (next: PageState) => {
      const from = current.current.interview.place
      const to = next.interview.place
      if (next.interview.submissionId !== current.current.interview.submissionId) {
        // Another interview begins in this window: the places of the one before are not its own.
        trail.current = trail.current.map(() => 'consent')
      }
      current.current = next
      trail.current[depth.current] = from
      if (to === from) {
        show(next)
        return
      }
      // One step back in history as on the page: the back button then does not lead in circles.
      if (depth.current > 0 && trail.current[depth.current - 1] === to) depth.current -= 1
      else {
        depth.current += 1
        trail.current.length = depth.current
        trail.current.push(to)
      }
      show(next)
      follow()
    },
    [show, follow],
  )
}
