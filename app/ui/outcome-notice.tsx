'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** What a form that led here has done: takes the focus when the page arrives, with script or without. */
export function OutcomeNotice({ children }: { readonly children: ReactNode }) {
  const notice = useRef<HTMLParagraphElement>(null)
  useEffect(() => notice.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/noAutofocus: where no script runs, nothing else brings a reader to what happened
    <p className="notice" role="status" tabIndex={-1} autoFocus ref={notice}>
      {children}
    </p>
  )
}
