import { useCallback, useEffect, useState } from 'react'
import { emptyQueue, eraseRefused, type QueueCounts, queueChannel, queueCounts, sendQueue } from './queue'

/** Finished interviews that wait on this phone, as the page shows them. */
export type Queue = {
  readonly counts: QueueCounts
  /** Ids of what was sent while this page was open. */
  readonly sent: readonly string[]
  readonly isSending: boolean
  /** The last attempt reached nobody. */
  readonly hasFailed: boolean
  /** Sends what waits now. */
  readonly send: () => void
  /** Looks again what is there: something was added. */
  readonly look: () => void
  readonly eraseRefused: () => void
}

/**
 * How long an open page waits before it tries again, in milliseconds: longer each time. Phones do not always tell that their
 * network is back.
 */
const firstPause = 4_000
const longestPause = 60_000

/** Shows the queue and sends it: when the page opens, when the network is back, and now and then. */
export function useQueue(): Queue {
  const [counts, setCounts] = useState(emptyQueue)
  const [sent, setSent] = useState<readonly string[]>([])
  const [isSending, setIsSending] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)

  const look = useCallback(() => {
    queueCounts().then(setCounts, () => undefined)
  }, [])

  const send = useCallback(() => {
    setIsSending(true)
    sendQueue()
      .then(
        ({ left, sent: newlySent }) => {
          setCounts(left)
          setSent((before) => union(before, newlySent))
          setHasFailed(left.waiting > 0)
        },
        () => setHasFailed(true),
      )
      .finally(() => setIsSending(false))
  }, [])

  useEffect(() => {
    const begin = async () => {
      const { waiting, closed } = await queueCounts()
      if (waiting + closed > 0) send()
      else look()
    }
    begin().catch(() => undefined)
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  }, [send, look])

  useEffect(() => {
    if (!('BroadcastChannel' in globalThis)) return
    const channel = new BroadcastChannel(queueChannel)
    channel.onmessage = ({ data }: MessageEvent<Awaited<ReturnType<typeof sendQueue>>>) => {
      setCounts(data.left)
      setSent((before) => union(before, data.sent))
    }
    return () => channel.close()
  }, [])

  useEffect(() => {
    if (counts.waiting === 0) return
    let pause = firstPause
    let again = setTimeout(tryAgain, pause)
    function tryAgain() {
      send()
      pause = Math.min(2 * pause, longestPause)
      again = setTimeout(tryAgain, pause)
    }
    return () => clearTimeout(again)
  }, [counts.waiting, send])

  const erase = useCallback(() => {
    eraseRefused().then(look, () => undefined)
  }, [look])

  return { counts, sent, isSending, hasFailed, send, look, eraseRefused: erase }
}

/** A page hears of what it sent itself as well. */
function union(ids: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...ids, ...others])]
}
