/** One window at a time answers a draft: the browser holds a lock for as long as the page lives. */

const lockOf = (submissionId: string) => `draft-${submissionId}`

/** Ids of the drafts that this page has taken. */
const taken = new Set<string>()

/**
 * Takes a draft for this page until it is closed.
 *
 * @returns false where another window has it; true where the browser has no locks: nobody can tell there
 */
export function holdDraft(submissionId: string): Promise<boolean> {
  if (!('locks' in navigator) || taken.has(submissionId)) return Promise.resolve(true)
  return new Promise((settle) => {
    const untilThePageIsClosed = (lock: Lock | null) => {
      settle(lock !== null)
      if (lock === null) return
      taken.add(submissionId)
      return new Promise<void>(() => {})
    }
    navigator.locks
      .request(lockOf(submissionId), { ifAvailable: true }, untilThePageIsClosed)
      .catch(() => settle(true))
  })
}

/** Ids among those given that another window of this browser is answering now. */
export async function heldElsewhere(submissionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  const names = new Set(held.map(({ name }) => name))
  return new Set(submissionIds.filter((id) => names.has(lockOf(id))))
}
