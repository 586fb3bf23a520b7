/** One window at a time answers a draft: the browser holds a lock for as long as the page lives. */

const lockOf = (submissionId: string) => `draft-${submissionId}`

/** Takes a draft for this page until it is closed; does nothing where the browser has no locks, or another window has it. */
export function holdDraft(submissionId: string): void {
  if (!('locks' in navigator)) return
  const untilThePageIsClosed = () => new Promise<void>(() => {})
  void navigator.locks.request(lockOf(submissionId), { ifAvailable: true }, untilThePageIsClosed)
}

/** Ids among those given that another window of this browser is answering now. */
export async function heldElsewhere(submissionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  const names = new Set(held.map(({ name }) => name))
  return new Set(submissionIds.filter((id) => names.has(lockOf(id))))
}
