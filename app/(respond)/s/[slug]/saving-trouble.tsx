import { useEffect, useRef } from 'react'
import type { MessageKey, Say } from '@/lib/interface/message'
import type { Outcome, SavingTroubleCode } from './page-state'

const words = {
  network: 'save.network',
  unexpected: 'save.unexpected',
  too_many_requests: 'save.tooMany',
  storage_full: 'trouble.storage_full',
  submission_differs: 'trouble.submission_differs',
  response_withdrawn: 'trouble.response_withdrawn',
} as const satisfies Readonly<Record<SavingTroubleCode, MessageKey>>

/** Why the interview could not be put aside, and where the answers still are. */
export function SavingTrouble({
  say,
  trouble,
  isKept,
}: {
  readonly say: Say
  readonly trouble: Extract<Outcome, { kind: 'unsaved' }>
  /** This phone keeps the answers too. */
  readonly isKept: boolean
}) {
  const word = isKept && trouble.code === 'network' ? 'save.networkKept' : words[trouble.code]
  const summary = useRef<HTMLDivElement>(null)
  // A new outcome is a new object: the same trouble after a second try is announced again.
  useEffect(() => {
    if (trouble.kind === 'unsaved') summary.current?.focus()
  }, [trouble])
  return (
    // biome-ignore lint/a11y/noAutofocus: without script, the summary takes the focus by this alone
    <div className="summary" role="alert" tabIndex={-1} ref={summary} autoFocus>
      <p>{say(word, { seconds: trouble.seconds })}</p>
    </div>
  )
}
