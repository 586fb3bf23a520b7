import { stopKeeping } from './device/device-store'
import { eraseDevice } from './device/erase-device'
import { leftMark, placeholder } from './turn-back'

/** Where leaving leads: a page that says nothing about the one before, in every language. */
export const neutralPage = 'https://www.wikipedia.org/'

/** Number of history entries that this page has laid over the one it came with; kept in `history.state`. */
export const depthKey = 'footholdDepth'

/** Longest wait for the browser to erase and to step back, in milliseconds: nothing may hold a person here. */
const patience = 250

/** The key that leaves, and how often and how quickly it is pressed. */
const leavingKey = 'Escape'
const timesPressed = 3
const pressedWithin = 2_000

/** How many steps back the page as it was first loaded lies. */
export function historyDepth(state: unknown): number {
  if (typeof state !== 'object' || state === null || !(depthKey in state)) return 0
  const depth = state[depthKey]
  return typeof depth === 'number' && Number.isInteger(depth) && depth > 0 ? depth : 0
}

/**
 * Leaves at once: first nothing is to be seen, then what this phone kept is erased, and in the history the survey's entry names
 * another address. Going on from it cuts off whatever lay after it; coming back to it leads on to the neutral page. Entries of
 * pages that were loaded before this one are out of reach: the mark lets those turn themselves away.
 */
async function leaveNow(): Promise<void> {
  // Hidden, not emptied: the framework still owns these elements and would fall over their absence.
  document.documentElement.style.setProperty('display', 'none', 'important')
  document.title = ''
  stopKeeping()
  markLeft()
  // The page may be gone before it has erased everything; the worker outlives it.
  if ('serviceWorker' in navigator) navigator.serviceWorker.controller?.postMessage({ erase: true })
  navigator.sendBeacon(placeholder)
  await Promise.race([Promise.allSettled([eraseDevice(), toTheFirstEntry()]), afterPatience()])
  window.history.replaceState(null, '', placeholder)
  window.location.assign(neutralPage)
}

function markLeft(): void {
  try {
    window.sessionStorage.setItem(leftMark, '1')
  } catch {
    // A browser that lets sites keep nothing: leaving goes on without.
  }
}

function toTheFirstEntry(): Promise<void> {
  const depth = historyDepth(window.history.state)
  if (depth === 0) return Promise.resolve()
  return new Promise((settle) => {
    window.addEventListener('popstate', () => settle(), { once: true })
    window.history.go(-depth)
  })
}

function afterPatience(): Promise<void> {
  return new Promise((settle) => {
    window.setTimeout(settle, patience)
  })
}

/** Other windows of this browser leave with this one. */
const leaving = 'BroadcastChannel' in globalThis ? new BroadcastChannel('leave') : null

function leaveEverywhere(): void {
  leaving?.postMessage(null)
  void leaveNow()
}

/**
 * Makes every leave link of the page, now and later, and the key leave at once. A link to another of our pages takes the place
 * of this one, so that no survey page stands in the history behind it.
 */
export function leaveAtOnce(): void {
  // The style sheet then shows the words that promise it.
  document.documentElement.dataset.leaving = 'erases'
  leaving?.addEventListener('message', () => void leaveNow())
  // Back from memory, this page is turned away as it stands; on its way out it would keep its answers once more.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && window.sessionStorage.getItem(leftMark) !== null) stopKeeping()
  })
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.target !== '' || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (link.dataset.leave !== undefined) {
      event.preventDefault()
      leaveEverywhere()
    } else if (link.origin === window.location.origin && link.hash === '') {
      event.preventDefault()
      window.location.replace(link.href)
    }
  })
  let presses: readonly number[] = []
  document.addEventListener('keydown', ({ key, timeStamp }) => {
    presses = key === leavingKey ? [...presses, timeStamp].filter((at) => timeStamp - at < pressedWithin) : []
    if (presses.length >= timesPressed) leaveEverywhere()
  })
}
