import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
import type { CodeEntry } from './code-entry'
import { FaultSummary } from './fault-summary'

/** Asks for a code, with one button that says what it does: a plain form, with or without script. */
export function CodeForm({
  say,
  words,
  field,
  action,
  entry,
  children = null,
}: {
  readonly say: Say
  /** Which of the interface's sentences speak: `withdraw.…` or `resume.…`. */
  readonly words: 'withdraw' | 'resume'
  /** Name of the field. */
  readonly field: string
  readonly action: string
  readonly entry: CodeEntry
  /** What else can be done. */
  readonly children?: ReactNode
}) {
  const isRefused = entry.kind === 'refused'
  const remedy = isRefused ? say(`${words}.${entry.code}`, { seconds: entry.seconds }) : ''
  return (
    <form method="post" action={action} noValidate>
      {isRefused && (
        <FaultSummary heading={say(`${words}.summary`)} link={remedy} fieldId={field} attempt={0} />
      )}
      <h1>{say(`${words}.heading`)}</h1>
      <p className="lead">{say(`${words}.text`)}</p>
      <div className="question">
        <label className="field-label" htmlFor={field}>
          {say(`${words}.label`)}
        </label>
        <p className="hint" id="code-hint">
          {say(`${words}.hint`)}
        </p>
        {isRefused && (
          <p className="remedy" id="code-remedy">
            {remedy}
          </p>
        )}
        <input
          id={field}
          name={field}
          type="text"
          className="receipt-input"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={isRefused ? entry.written : ''}
          aria-invalid={isRefused || undefined}
          aria-describedby={isRefused ? 'code-hint code-remedy' : 'code-hint'}
        />
      </div>
      <div className="choices-below">
        <button type="submit" className="button primary">
          {say(`${words}.button`)}
        </button>
        {children}
      </div>
    </form>
  )
}
