'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { RadioField, SelectField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { roleName, roleSentence } from '@/app/ui/roles'
import { staffRoles } from '@/lib/permissions'
import type { RoundName } from '../places-of-roles'
import { giveRoleAction } from './actions'

/** Gives a person one more role. */
export function RoleForm({ id, rounds }: { readonly id: string; readonly rounds: readonly RoundName[] }) {
  const [state, give] = useActionState(giveRoleAction, untouchedForm)
  return (
    <form className="form" action={give} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="id" value={id} />
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
        {rounds.map((round) => (
          <option key={round.id} value={round.id}>
            {round.title}
          </option>
        ))}
      </SelectField>
      <ActionButton working="Giving the role…">Give this role</ActionButton>
    </form>
  )
}
