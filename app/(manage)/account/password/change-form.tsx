'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { changePasswordAction } from './actions'

/** Changes the password of the own account. Posted as it is where no script runs. */
export function ChangePasswordForm() {
  const [state, change] = useActionState(changePasswordAction, untouchedForm)
  return (
    <form className="form panel" action={change} noValidate>
      <ProblemSummary state={state} />
      <PasswordField
        name="present"
        label="Present password"
        autoComplete="current-password"
        problem={problemOf(state, 'present')}
      />
      <PasswordField
        label="New password"
        hint="12 characters or more. A few words in a row are easy to remember and hard to guess."
        autoComplete="new-password"
        problem={problemOf(state, 'password')}
      />
      <ActionButton working="Changing the password…">Change the password</ActionButton>
    </form>
  )
}
