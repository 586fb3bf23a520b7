import type { Envelope } from '@/lib/envelope'
import { deviceStore, hasDeviceStore, type QueuedInterview, type QueueState } from './device-store'
import { postResponse } from './post-response'

/** How many interviews are on this device, by what became of them. */
export type QueueCounts = Readonly<Record<QueueState, number>>

/** What came of one attempt to send all that waits. */
export type SendingReport = {
  /** Ids of what the server has now. */
  readonly sent: readonly string[]
  readonly left: QueueCounts
}

export const emptyQueue: QueueCounts = { waiting: 0, closed: 0, refused: 0 }

/** Pages and the service worker tell each other here what was sent. */
export const queueChannel = 'queue'

/**
 * Puts a sealed interview into the queue and takes its draft away, both or neither.
 *
 * @throws where the browser has no room or refuses
 */
export async function enqueue(slug: string, envelope: Envelope): Promise<void> {
  const store = await deviceStore()
  const { submissionId } = envelope
  const order = Math.max(0, ...(await store.getAll('queue')).map((queued) => queued.order)) + 1
  const both = store.transaction(['drafts', 'queue'], 'readwrite')
  await Promise.all([
    both.objectStore('queue').put({ submissionId, slug, order, envelope, state: 'waiting' }),
    both.objectStore('drafts').delete(submissionId),
    both.done,
  ])
}

/** Takes an interview out of the queue. */
export async function dequeue(submissionId: string): Promise<void> {
  await (await deviceStore()).delete('queue', submissionId)
}

/** What is in the queue; asking makes no store. */
export async function queueCounts(): Promise<QueueCounts> {
  if (!(await hasDeviceStore())) return emptyQueue
  return countsOf(await (await deviceStore()).getAll('queue'))
}

/** Erases what the server did not accept. */
export async function eraseRefused(): Promise<void> {
  const store = await deviceStore()
  const refused = (await store.getAll('queue')).filter(({ state }) => state === 'refused')
  for (const { submissionId } of refused) await store.delete('queue', submissionId)
}

/**
 * Sends what waits, oldest first. One page or worker at a time: another that asks meanwhile waits, and then finds less to do.
 * Whatever is interrupted, the server stores each interview once.
 */
export async function sendQueue(): Promise<SendingReport> {
  if (!(await hasDeviceStore())) return { sent: [], left: emptyQueue }
  const sending = 'locks' in navigator ? navigator.locks.request('queue', sendAll) : sendAll()
  const report = await sending
  if (report.sent.length > 0) {
    const channel = new BroadcastChannel(queueChannel)
    channel.postMessage(report)
    channel.close()
  }
  return report
}

async function sendAll(): Promise<SendingReport> {
  const store = await deviceStore()
  const sent: string[] = []
  const queued = (await store.getAll('queue')).sort((a, b) => a.order - b.order)
  for (const interview of queued.filter(({ state }) => state !== 'refused')) {
    const { submissionId, slug, envelope } = interview
    const verdict = await postResponse(slug, envelope)
    // Kept until the server has answered for it: a cut here only means that it is sent again.
    if (verdict.kind === 'accepted') {
      await store.delete('queue', submissionId)
      sent.push(submissionId)
    } else if (verdict.kind === 'refused') {
      const state = verdict.code === 'round_not_open' ? 'closed' : 'refused'
      await setState(store, submissionId, state)
    } else break
  }
  return { sent, left: countsOf(await store.getAll('queue')) }
}

/** Notes what became of an interview, unless a page has taken it out of the queue meanwhile. */
async function setState(
  store: Awaited<ReturnType<typeof deviceStore>>,
  submissionId: string,
  state: QueueState,
): Promise<void> {
  const change = store.transaction('queue', 'readwrite')
  const present = await change.store.get(submissionId)
  if (present !== undefined) await change.store.put({ ...present, state })
  await change.done
}

function countsOf(queued: readonly QueuedInterview[]): QueueCounts {
  const count = (wanted: QueueState) => queued.filter(({ state }) => state === wanted).length
  return { waiting: count('waiting'), closed: count('closed'), refused: count('refused') }
}
