'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const minute = 60_000
/** Asking anew counts as use of the session: an unattended screen must still be signed out when it is idle. */
const attendedMinutes = 10

/** Brings the page up to date when it is looked at again, and each minute while somebody is at it. Shows nothing. */
export function KeepFresh() {
  const router = useRouter()
  useEffect(() => {
    let asksLeft = attendedMinutes
    const attend = () => {
      asksLeft = attendedMinutes
    }
    const look = () => {
      if (document.visibilityState !== 'visible') return
      attend()
      router.refresh()
    }
    const clock = setInterval(() => {
      if (document.visibilityState !== 'visible' || asksLeft === 0) return
      asksLeft -= 1
      router.refresh()
    }, minute)
    document.addEventListener('visibilitychange', look)
    document.addEventListener('pointerdown', attend)
    document.addEventListener('keydown', attend)
    return () => {
      clearInterval(clock)
      document.removeEventListener('visibilitychange', look)
      document.removeEventListener('pointerdown', attend)
      document.removeEventListener('keydown', attend)
    }
  }, [router])
  return null
}
