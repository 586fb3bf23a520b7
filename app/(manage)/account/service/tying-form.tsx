'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { problemOf } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { confirmTyingAction } from './actions'
import { notConfirmedYet } from './tying-state'

/** Asks for the password, then shows the way to the service: a form itself may lead to no other site. */
export function TyingForm({ serviceName }: { readonly serviceName: string }) {
  const [state, confirm] = useActionState(confirmTyingAction, notConfirmedYet)
  if (state.isConfirmed)
    return (
      <div className="notice" role="status">
        <p>Your password is right. {serviceName} asks next, within 10 minutes.</p>
        <div className="buttons">
          {/* biome-ignore lint/a11y/noAutofocus: the next step, where the reader is after the form has gone */}
          <a className="button primary" href="/sign-in/service?next=%2Faccount%2Fservice" autoFocus>
            Go on to {serviceName}
          </a>
        </div>
      </div>
    )
  return (
    <form className="form" action={confirm} noValidate>
      <ProblemSummary state={state} />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        problem={problemOf(state, 'password')}
      />
      <ActionButton working="Checking…">Go on</ActionButton>
    </form>
  )
}
