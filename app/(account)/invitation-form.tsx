'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, EmailField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { acceptInvitationAction } from './invitation-actions'

/**
 * @param email the address the link was made for; null lets the person choose one
 * @param offersManager whether to ask a first administrator if they also run surveys
 */
export function InvitationForm({
  token,
  email,
  offersManager,
}: {
  readonly token: string
  readonly email: string | null
  readonly offersManager: boolean
}) {
  const [state, accept] = useActionState(acceptInvitationAction, untouchedForm)
  return (
    <form className="form" action={accept} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="token" value={token} />
      <EmailField
        hint={email === null ? 'You sign in with it. Foothold sends no mail.' : 'You sign in with it.'}
        autoComplete="username"
        defaultValue={state.values.email ?? email ?? ''}
        readOnly={email !== null}
        problem={problemOf(state, 'email')}
      />
      <PasswordField
        label="Password"
        hint="12 characters or more. A few words in a row are easy to remember and hard to guess."
        autoComplete="new-password"
        problem={problemOf(state, 'password')}
      />
      {offersManager && (
        <CheckField
          name="alsoManager"
          label="I will also run surveys myself"
          hint="An administrator runs the house and opens no answers. Tick this to be a manager too: to create rounds, watch them and see their figures."
          defaultChecked={state.values.alsoManager === 'yes'}
        />
      )}
      <ActionButton working="Making your account…">Make my account</ActionButton>
    </form>
  )
}
