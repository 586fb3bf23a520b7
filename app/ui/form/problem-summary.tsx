'use client'

import { useEffect, useRef } from 'react'
import type { FormState } from './form-state'

/**
 * What is wrong with a form, above it: takes the focus when it appears, is announced, and leads to each field.
 * Without script the page arrives with it in place.
 */
export function ProblemSummary({ state }: { readonly state: FormState }) {
  const summary = useRef<HTMLDivElement>(null)
  const isShown = state.message !== null || state.problems.length > 0
  useEffect(() => {
    // `state` is a new object after each try, so the same problem twice is announced twice.
    if (state.message !== null || state.problems.length > 0) summary.current?.focus()
  }, [state])
  if (!isShown) return null
  return (
    <div className="problem-summary" role="alert" tabIndex={-1} ref={summary}>
      <h2>Please check this</h2>
      {state.message !== null && <p>{state.message}</p>}
      {state.problems.length > 0 && (
        <ul>
          {state.problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              <a href={`#${problem.path}`}>{problem.message}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
