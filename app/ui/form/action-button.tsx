'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'

/**
 * The button that sends its form. While the server works it says so and takes no second press;
 * it keeps the focus, so a keyboard user is not thrown to the top.
 */
export function ActionButton({
  children,
  working,
  isWorking = false,
  kind = 'primary',
}: {
  readonly children: ReactNode
  /** What it says while the server works: "Opening the round…". */
  readonly working: string
  /** Set by a form that sends itself by script, where the button cannot see it. */
  readonly isWorking?: boolean
  readonly kind?: 'primary' | 'secondary' | 'destructive'
}) {
  const pending = useFormStatus().pending || isWorking
  return (
    <button
      type="submit"
      className={`button ${kind}`}
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      <span aria-live="polite">{pending ? working : children}</span>
    </button>
  )
}
