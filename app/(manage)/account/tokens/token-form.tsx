'use client'

import { useActionState, useEffect, useRef } from 'react'
import { CopyButton } from '@/app/ui/copy-button'
import { ActionButton } from '@/app/ui/form/action-button'
import { RadioField, SelectField, TextField } from '@/app/ui/form/fields'
import { problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { roleName, roleSentence } from '@/app/ui/roles'
import type { StaffRole } from '@/lib/permissions'
import { makeTokenAction } from './actions'
import { noTokenYet } from './token-state'

type Props = {
  /** Those that the person holds. */
  readonly roles: readonly StaffRole[]
  readonly rounds: readonly { readonly id: string; readonly title: string }[]
  readonly lifetimesInDays: readonly number[]
}

/** Makes a token; it comes back in place of the form's problems, and never again. */
export function TokenForm({ roles, rounds, lifetimesInDays }: Props) {
  const [state, make] = useActionState(makeTokenAction, noTokenYet)
  const onlyRole = roles.length === 1 ? roles[0] : undefined
  return (
    <form className="form" action={make} noValidate>
      <ProblemSummary state={state} />
      {state.made && <MadeToken {...state.made} />}
      <TextField
        name="name"
        label="Name"
        hint="What will use the token, such as “monthly report”."
        autoComplete="off"
        maxLength={80}
        dir="auto"
        defaultValue={state.values.name}
        problem={problemOf(state, 'name')}
        required
      />
      <RadioField
        name="role"
        label="Role"
        problem={problemOf(state, 'role')}
        chosen={state.values.role ?? onlyRole}
        options={roles.map((role) => ({ value: role, label: roleName[role], hint: roleSentence[role] }))}
      />
      <SelectField
        name="roundId"
        label="Round"
        hint={
          roles.includes('administrator') &&
          'An administrator’s role is not held by round: leave it at every one.'
        }
        defaultValue={state.values.roundId ?? ''}
        problem={problemOf(state, 'roundId')}
      >
        <option value="">Every round where I hold it</option>
        {rounds.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="days"
        label="It works for"
        defaultValue={state.values.days ?? '90'}
        problem={problemOf(state, 'days')}
      >
        {lifetimesInDays.map((days) => (
          <option key={days} value={days}>
            {days} days
          </option>
        ))}
      </SelectField>
      <ActionButton working="Making the token…">Make a token</ActionButton>
    </form>
  )
}

function MadeToken({
  name,
  token,
  expiresOn,
}: {
  readonly name: string
  readonly token: string
  readonly expiresOn: string
}) {
  const notice = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new token is announced
  useEffect(() => notice.current?.focus(), [token])
  return (
    <div className="notice" role="status" tabIndex={-1} ref={notice}>
      <h3>
        The token “<bdi>{name}</bdi>” is ready
      </h3>
      <p>
        It works until {expiresOn} and is shown only now. Copy it to where the program keeps its secrets:
        whoever has it can do what it can do.
      </p>
      <p className="address" dir="ltr">
        <code>{token}</code>
      </p>
      <CopyButton text={token} name="the token" />
    </div>
  )
}
