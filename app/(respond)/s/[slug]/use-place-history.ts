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

  useEffect(() => {
    // A page that was loaded again lies as deep as it lay; what came before it is not remembered.
    depth.current = historyDepth(window.history.state)
    trail.current[depth.current] = current.current.interview.place
  }, [])

  useEffect(() => {
    function onPopState(event: PopStateEvent) {
      // What is over stays over: going back shows the receipt, not a form that looks unsent. What is being sent stays as it is.
      const isStaying = hasEnded(current.current) || isHeld.current
      if (!isStaying) keepEntry()
      depth.current = historyDepth(event.state)
      if (isStaying) return
      const now = current.current
      const place = trail.current[depth.current] ?? 'consent'
      const shown = isReachable(questionnaire, now.interview, place) ? place : placeInstead(now.interview)
      show({ interview: { ...now.interview, place: shown }, entry: null, fault: null, outcome: null })
    }
    window.addEventListener('popstate', onPopState)
    return () => window.removeEventListener('popstate', onPopState)
  }, [questionnaire, show, keepEntry, isHeld])

  return useCallback(
    (next: PageState) => {
      const from = current.current.interview.place
      const to = next.interview.place
      current.current = next
      trail.current[depth.current] = from
      if (to === from) {
        show(next)
        return
      }
      if (depth.current > 0 && trail.current[depth.current - 1] === to) {
        // One step back in history as on the page: the back button then does not lead in circles.
        show(next)
        window.history.back()
        return
      }
      depth.current += 1
      trail.current.length = depth.current
      trail.current.push(to)
      window.history.pushState({ [depthKey]: depth.current }, '')
      show(next)
    },
    [show],
  )
}
