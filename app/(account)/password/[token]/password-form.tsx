'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { setPasswordAction } from './actions'

/** Sets a new password by a one-time link. */
export function NewPasswordForm({ token }: { readonly token: string }) {
  const [state, set] = useActionState(setPasswordAction, untouchedForm)
  return (
    <form className="form" action={set} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="token" value={token} />
      <PasswordField
        label="New password"
        hint="12 characters or more. A few words in a row are easy to remember and hard to guess."
        autoComplete="new-password"
        problem={problemOf(state, 'password')}
      />
      <ActionButton working="Setting the password…">Set the password</ActionButton>
    </form>
  )
}
