'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { revokeTokenAction } from './actions'

/** Revokes a token: the button unfolds what will happen, a second one does it. Works without script. */
export function RevokeToken({ id, name }: { readonly id: string; readonly name: string }) {
  const [result, revoke] = useActionState(revokeTokenAction, untouchedForm)
  return (
    <details className="confirm">
      <summary className="button quiet">
        Revoke<span className="visually-hidden"> {name}</span>
      </summary>
      <form action={revoke} className="panel">
        <ProblemSummary state={result} />
        <input type="hidden" name="id" value={id} />
        <p>Whatever uses it is refused from now on. It cannot be brought back.</p>
        <ActionButton working="Revoking the token…" kind="destructive">
          Revoke it now
        </ActionButton>
      </form>
    </details>
  )
}
