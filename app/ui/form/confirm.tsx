'use client'

import { type ReactNode, useActionState } from 'react'
import { ActionButton } from './action-button'
import { type FormState, untouchedForm } from './form-state'
import { ProblemSummary } from './problem-summary'

/** Something that is asked about first: a button unfolds what will happen, a second one does it. Works without script. */
export function Confirm({
  action,
  fields,
  ask,
  subject,
  confirm,
  working,
  kind = 'destructive',
  isQuiet = false,
  children,
}: {
  readonly action: (state: FormState, form: FormData) => Promise<FormState>
  /** Posted with it. */
  readonly fields: Readonly<Record<string, string>>
  /** On the first button. */
  readonly ask: string
  /** What the first button is about, for whoever hears it apart from what stands beside it. */
  readonly subject?: string
  /** On the second button. */
  readonly confirm: string
  /** On the second button while the server works. */
  readonly working: string
  readonly kind?: 'primary' | 'destructive'
  /** Whether the first button stands back, in a list of many. */
  readonly isQuiet?: boolean
  /** What will happen. */
  readonly children: ReactNode
}) {
  const [state, act] = useActionState(action, untouchedForm)
  return (
    // A refusal that came back without script must not stay folded away.
    <details className="confirm" open={state.message !== null}>
      <summary className={`button ${isQuiet ? 'quiet' : 'secondary'}`}>
        {ask}
        {subject !== undefined && <span className="visually-hidden"> {subject}</span>}
      </summary>
      <form action={act} className="panel">
        <ProblemSummary state={state} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <ActionButton working={working} kind={kind}>
          {confirm}
        </ActionButton>
      </form>
    </details>
  )
}
