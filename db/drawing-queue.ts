import { problem } from '@/lib/problem'

/*
 * Drawing is dear, and anybody may ask for it: one thing is drawn at a time, a few may wait, and whoever comes then is asked to come again.
 */

/** Drawings that wait at most. What may always wait does not count. */
export const mostWaiting = 8
/** Seconds: a full queue is drawn in about so long. */
const retryAfterSeconds = 5

type Waiting = { readonly mayAlwaysWait: boolean; readonly begin: () => void }
type Queue = {
  readonly underWay: Map<string, Promise<Uint8Array>>
  readonly waiting: Waiting[]
  isDrawing: boolean
}

// Next loads a module once for each of its bundles; the process draws one thing at a time.
const shared = globalThis as { footholdDrawings?: Queue }

/**
 * Draws when its turn comes. Whoever asks for what is waiting or being drawn already waits for that. For `db` only.
 *
 * @param key names what is drawn
 * @param mayAlwaysWait goes before all others and is never refused: for what there is little of, such as pages
 * @throws too_many_drawings when enough are waiting; what `draw` throws
 */
export function drawInTurn(
  key: string,
  draw: () => Promise<Uint8Array>,
  { mayAlwaysWait }: { readonly mayAlwaysWait: boolean },
): Promise<Uint8Array> {
  shared.footholdDrawings ??= { underWay: new Map(), waiting: [], isDrawing: false }
  const queue = shared.footholdDrawings
  const known = queue.underWay.get(key)
  if (known !== undefined) return known
  if (!mayAlwaysWait && queue.waiting.filter((one) => !one.mayAlwaysWait).length >= mostWaiting)
    return Promise.reject(problem('too_many_drawings', { retryAfterSeconds }))
  const drawing = turn(queue, mayAlwaysWait)
    .then(draw)
    .finally(() => {
      queue.underWay.delete(key)
      queue.isDrawing = false
      beginNext(queue)
    })
  queue.underWay.set(key, drawing)
  beginNext(queue)
  return drawing
}

function turn({ waiting }: Queue, mayAlwaysWait: boolean): Promise<void> {
  return new Promise((begin) => {
    const others = mayAlwaysWait ? waiting.findIndex((one) => !one.mayAlwaysWait) : -1
    waiting.splice(others === -1 ? waiting.length : others, 0, { mayAlwaysWait, begin })
  })
}

function beginNext(queue: Queue): void {
  if (queue.isDrawing) return
  const next = queue.waiting.shift()
  if (next === undefined) return
  queue.isDrawing = true
  next.begin()
}
