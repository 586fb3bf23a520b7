import { type ReactNode, useEffect, useRef } from 'react'

/** The heading of a page. After a step in the browser it takes the focus, so that the page is read from its top. */
export function StepHeading({
  takesFocus,
  describedBy,
  children,
}: {
  readonly takesFocus: boolean
  readonly describedBy?: string
  readonly children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!takesFocus) return
    window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <h1 ref={heading} tabIndex={-1} aria-describedby={describedBy}>
      {children}
    </h1>
  )
}
