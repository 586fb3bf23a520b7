'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { clearances, type Grant } from '@/lib/permissions'
import { clearanceInWords } from '../places-of-roles'
import { giveRoleAction } from './actions'

/** What a manager is cleared for, in one place where they hold the role. */
export function ClearanceForm({
  id,
  grant,
  name,
}: {
  readonly id: string
  readonly grant: Grant
  /** The role with its place. */
  readonly name: string
}) {
  const [state, change] = useActionState(giveRoleAction, untouchedForm)
  const place = grant.roundId ?? 'every'
  return (
    <form className="form" action={change}>
      <ProblemSummary state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="role" value={grant.role} />
      <input type="hidden" name="roundId" value={grant.roundId ?? ''} />
      <fieldset className="field">
        <legend>
          Also cleared for<span className="visually-hidden">, as {name}</span>
        </legend>
        {clearances.map((one) => (
          <div className="choice" key={one}>
            <input
              type="checkbox"
              name={one}
              id={`${one}-${place}`}
              value="yes"
              defaultChecked={grant.clearances?.includes(one)}
              aria-describedby={`${one}-${place}-hint`}
            />
            <label htmlFor={`${one}-${place}`}>{clearanceInWords[one].name}</label>
            <p className="choice-hint" id={`${one}-${place}-hint`}>
              {clearanceInWords[one].means}
            </p>
          </div>
        ))}
      </fieldset>
      <ActionButton working="Saving…" kind="secondary">
        Save what they are cleared for
      </ActionButton>
    </form>
  )
}
