'use client'

import { useActionState, useEffect, useRef } from 'react'
import { CopyButton } from '@/app/ui/copy-button'
import { ActionButton } from '@/app/ui/form/action-button'
import { EmailField, RadioField, SelectField } from '@/app/ui/form/fields'
import { problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { roleName, roleSentence } from '@/app/ui/roles'
import { staffRoles } from '@/lib/permissions'
import { inviteAction } from './actions'
import { noInvitationYet } from './invitation-state'

type Props = { readonly rounds: readonly { readonly id: string; readonly title: string }[] }

/** Invites a person to a role; the link comes back in place of a mail, which Foothold does not send. */
export function InvitationForm({ rounds }: Props) {
  const [state, invite] = useActionState(inviteAction, noInvitationYet)
  return (
    <form className="form" action={invite} noValidate>
      <ProblemSummary state={state} />
      {state.made && <MadeInvitation {...state.made} />}
      <EmailField autoComplete="off" defaultValue={state.values.email} problem={problemOf(state, 'email')} />
      <RadioField
        name="role"
        label="Role"
        problem={problemOf(state, 'role')}
        chosen={state.values.role}
        options={staffRoles.map((role) => ({ value: role, label: roleName[role], hint: roleSentence[role] }))}
      />
      <SelectField
        name="roundId"
        label="Round"
        hint="Where the role holds. An administrator’s holds everywhere."
        defaultValue={state.values.roundId ?? ''}
        problem={problemOf(state, 'roundId')}
      >
        <option value="">Every round</option>
        {rounds.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <ActionButton working="Making the link…">Make an invitation link</ActionButton>
    </form>
  )
}

function MadeInvitation({ email, link }: { readonly email: string; readonly link: string }) {
  const notice = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new link is announced
  useEffect(() => notice.current?.focus(), [link])
  return (
    <div className="notice" role="status" tabIndex={-1} ref={notice}>
      <h3>
        The link for <bdi>{email}</bdi> is ready
      </h3>
      <p>
        It works once, within 7 days, and is shown only now. Send it by a way that only this person reads:
        whoever opens it first gets the role.
      </p>
      <p className="address" dir="ltr">
        {link}
      </p>
      <CopyButton text={link} name="the invitation link" />
    </div>
  )
}
