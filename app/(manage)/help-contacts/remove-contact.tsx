'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { removeContactAction } from './actions'

/** Removes a contact: the button unfolds what will happen, a second one does it. Works without script. */
export function RemoveContact({ id }: { readonly id: string }) {
  const [result, remove] = useActionState(removeContactAction, untouchedForm)
  return (
    <details className="confirm">
      <summary className="button secondary">Remove this contact</summary>
      <form action={remove} className="panel">
        <ProblemSummary state={result} />
        <input type="hidden" name="id" value={id} />
        <p>From now on no respondent is shown it. To bring it back, it must be written again.</p>
        <ActionButton working="Removing the contact…" kind="destructive">
          Remove it now
        </ActionButton>
      </form>
    </details>
  )
}
