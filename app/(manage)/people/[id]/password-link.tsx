'use client'

import { useActionState } from 'react'
import { CopyButton } from '@/app/ui/copy-button'
import { ActionButton } from '@/app/ui/form/action-button'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { passwordLinkAction } from './actions'
import { noLinkYet } from './link-state'

/** Makes a link by which a person sets a new password. */
export function PasswordLink({ id }: { readonly id: string }) {
  const [state, make] = useActionState(passwordLinkAction, noLinkYet)
  return (
    <form action={make} className="stack-small form">
      <ProblemSummary state={state} />
      <input type="hidden" name="id" value={id} />
      {state.link !== null && (
        <div className="notice" role="status">
          <p>Hand this link over yourself. It works once, for a day, and is shown only now.</p>
          <p className="address" dir="ltr">
            <code>{state.link}</code>
          </p>
          <CopyButton text={state.link} name="the link" />
        </div>
      )}
      <ActionButton working="Making the link…" kind="secondary">
        Make a link for a new password
      </ActionButton>
    </form>
  )
}
