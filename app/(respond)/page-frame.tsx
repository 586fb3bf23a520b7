import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
import { LeaveLink } from './leave-link'
import { LeaveWords } from './leave-words'

/** The slim bar with language and exit, and the one column below it. */
export function PageFrame({
  say,
  languages,
  children,
}: {
  readonly say: Say
  /** The way to other languages; null where there is only one. */
  readonly languages: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className="page">
      <header className="bar">
        <div className="bar-inner">
          <div>{languages}</div>
          <LeaveLink className="leave" describedBy="leave-words">
            {say('page.leave')}
          </LeaveLink>
          <span className="unseen" id="leave-words">
            <LeaveWords say={say} />
          </span>
        </div>
      </header>
      <main>{children}</main>
    </div>
  )
}
