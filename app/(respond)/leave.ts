/** Where leaving leads: a page that says nothing about the one before, in every language. */
export const neutralPage = 'https://www.wikipedia.org/'

/** Number of history entries that this page has laid over the one it came with; kept in `history.state`. */
export const depthKey = 'footholdDepth'

/** How many steps back the page as it was first loaded lies. */
export function historyDepth(state: unknown): number {
  if (typeof state !== 'object' || state === null || !(depthKey in state)) return 0
  const depth = state[depthKey]
  return typeof depth === 'number' && Number.isInteger(depth) && depth > 0 ? depth : 0
}

/**
 * Leaves at once: first nothing is to be seen, then the page and what it held are gone, and the neutral page stands where the
 * first page of the survey stood, so that the back button does not lead to it.
 */
function leaveNow(): void {
  // Hidden, not emptied: the framework still owns these elements and would fall over their absence.
  document.documentElement.style.setProperty('display', 'none', 'important')
  document.title = ''
  const replace = () => window.location.replace(neutralPage)
  const depth = historyDepth(window.history.state)
  if (depth === 0) {
    replace()
    return
  }
  window.addEventListener('popstate', replace, { once: true })
  // A browser that holds the step back must not hold the person here.
  window.setTimeout(replace, 250)
  window.history.go(-depth)
}

/** Makes every leave link of the page, now and later, leave at once. */
export function leaveAtOnce(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('[data-leave]') === null) return
    event.preventDefault()
    leaveNow()
  })
}
