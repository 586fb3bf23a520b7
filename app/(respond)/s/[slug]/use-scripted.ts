import { useSyncExternalStore } from 'react'

const subscribeToNothing = () => () => {}

/** Whether script runs: false in what the server sends, so that nobody sees a button that does nothing. */
export function useIsScripted(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
}

/** Whether the survey was put on the home screen and opened from there: an enumerator's device. */
export function isInstalled(): boolean {
  return typeof window !== 'undefined' && window.matchMedia('(display-mode: standalone)').matches
}
