import { useEffect, useRef } from 'react'

/** How long a round is taken to be as it was, in milliseconds of the page's own time. */
const unasked = 180_000

/**
 * Notices that the round closed while somebody answers, so that no more effort is spent: when the page comes back into sight,
 * when the network does, and at a step after a few minutes.
 *
 * @param step changes with every step of the interview
 * @param onClosed called once
 */
export function useRoundWatch(slug: string, isAnswering: boolean, step: number, onClosed: () => void): void {
  const askedAt = useRef(performance.now())
  const isClosed = useRef(false)
  const tell = useRef(onClosed)
  tell.current = onClosed

  useEffect(() => {
    if (!isAnswering) return
    const ask = async () => {
      askedAt.current = performance.now()
      try {
        const { status } = await fetch(`/s/${encodeURIComponent(slug)}/state`, { cache: 'no-store' })
        if (status !== 410 || isClosed.current) return
        isClosed.current = true
        tell.current()
      } catch {
        // Nobody knows without a network: what is finished is sealed and sent later.
      }
    }
    const askAfterAWhile = () => {
      if (document.visibilityState === 'visible' && performance.now() - askedAt.current > unasked) void ask()
    }
    if (step > 0) askAfterAWhile()
    const askNow = () => void ask()
    document.addEventListener('visibilitychange', askAfterAWhile)
    window.addEventListener('online', askNow)
    return () => {
      document.removeEventListener('visibilitychange', askAfterAWhile)
      window.removeEventListener('online', askNow)
    }
  }, [slug, isAnswering, step])
}
