'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const pause = 1500

/** Brings the page up to date for as long as a file is being written and the page is looked at. Shows nothing. */
export function FollowProgress() {
  const router = useRouter()
  useEffect(() => {
    const clock = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, pause)
    return () => clearInterval(clock)
  }, [router])
  return null
}
