'use client'

import { useEffect, useState } from 'react'
import { describedBy } from './fields'

/**
 * A password, with a button to see what was typed: one look is surer than typing it twice.
 * The button appears only where script runs to make it work.
 */
export function PasswordField({
  label,
  hint,
  problem,
  autoComplete,
  name = 'password',
}: {
  readonly label: string
  readonly hint?: string
  readonly problem: string | null
  readonly autoComplete: 'current-password' | 'new-password'
  readonly name?: string
}) {
  const [isShown, setShown] = useState(false)
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => setHasScript(true), [])
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="field-problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      <div className="with-button">
        <input
          id={name}
          name={name}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          aria-describedby={describedBy({ name, hint, problem })}
          aria-invalid={problem !== null}
        />
        {hasScript && (
          <button
            type="button"
            className="button secondary"
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? 'Hide' : 'Show'}
            <span className="visually-hidden"> password</span>
          </button>
        )}
      </div>
    </div>
  )
}
