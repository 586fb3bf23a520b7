'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { TextField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { giveCodeAction } from './actions'

/** Asks for the code of the second factor. Posted as it is where no script runs. */
export function CodeForm({ next }: { readonly next: string }) {
  const [state, give] = useActionState(giveCodeAction, untouchedForm)
  return (
    <form className="form" action={give} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="next" value={next} />
      <TextField
        name="code"
        label="Code"
        hint="The 6 digits that the app on your phone shows now. Without your phone: one of your recovery codes."
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        dir="ltr"
        problem={problemOf(state, 'code')}
        required
        autoFocus
      />
      <ActionButton working="Checking the code…">Go on</ActionButton>
    </form>
  )
}
