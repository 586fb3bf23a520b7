import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
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

/** As `LeaveLink`, at the end of an interview: promises to erase only where script runs. */
export function LastLeaveLink({ className, say }: { readonly className: string; readonly say: Say }) {
  return (
    <LeaveLink className={className}>
      <span className="leave-erases">{say('thanks.leave')}</span>
      <span className="leave-plain">{say('page.leave')}</span>
    </LeaveLink>
  )
}
