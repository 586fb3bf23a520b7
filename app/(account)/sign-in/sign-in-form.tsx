'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { EmailField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { signInAction } from './actions'

/**
 * @param fault why the person was sent back here, in words; null where nothing was wrong
 */
export function SignInForm({ next, fault }: { readonly next: string; readonly fault: string | null }) {
  const [state, signIn] = useActionState(signInAction, { ...untouchedForm, message: fault })
  return (
    <form className="form" action={signIn} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="next" value={next} />
      <EmailField
        autoComplete="username"
        defaultValue={state.values.email}
        problem={problemOf(state, 'email')}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        problem={problemOf(state, 'password')}
      />
      <ActionButton working="Signing in…">Sign in</ActionButton>
    </form>
  )
}
