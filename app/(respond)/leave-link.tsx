import type { ReactNode } from 'react'
import { neutralPage } from './leave'

/** Leads to the neutral page: a plain link, that `leaveAtOnce` makes leave at once and for good where script runs. */
export function LeaveLink({
  className,
  describedBy,
  children,
}: {
  readonly className: string
  readonly describedBy?: string
  readonly children: ReactNode
}) {
  return (
    <a
      className={className}
      href={neutralPage}
      rel="noreferrer nofollow"
      data-leave=""
      aria-describedby={describedBy}
    >
      {children}
    </a>
  )
}
