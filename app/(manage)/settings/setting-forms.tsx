'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, SelectField, TextField } from '@/app/ui/form/fields'
import { type FormState, problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { roleName } from '@/app/ui/roles'
import { type StaffRole, staffRoles } from '@/lib/permissions'
import {
  confirmKeyAction,
  makeBackupAction,
  requireFactorAction,
  rotateKeyAction,
  scheduleAction,
} from './actions'

/** Which roles must have a second factor. */
export function RequireFactorForm({ required }: { readonly required: readonly StaffRole[] }) {
  const [state, save] = useActionState(requireFactorAction, untouchedForm)
  return (
    <form className="form" action={save}>
      <ProblemSummary state={state} />
      <fieldset className="field">
        <legend>Must have a second factor</legend>
        {staffRoles.map((role) => (
          <CheckField
            key={role}
            name={role}
            label={roleName[role]}
            defaultChecked={required.includes(role)}
          />
        ))}
      </fieldset>
      <ActionButton working="Saving…">Save</ActionButton>
    </form>
  )
}

const everyInWords: Readonly<Record<number, string>> = {
  0: 'not by itself',
  6: 'every 6 hours',
  12: 'every 12 hours',
  24: 'every day',
  168: 'every week',
}

/** How often a backup is made, and how many are kept. */
export function ScheduleForm({
  hours,
  everyHours,
  kept,
}: {
  readonly hours: readonly number[]
  readonly everyHours: number
  readonly kept: number
}) {
  const [state, save] = useActionState(scheduleAction, untouchedForm)
  return (
    <form className="form" action={save} noValidate>
      <ProblemSummary state={state} />
      <SelectField
        name="backupEveryHours"
        label="A backup is made"
        defaultValue={state.values.backupEveryHours ?? String(everyHours)}
        problem={problemOf(state, 'backupEveryHours')}
      >
        {hours.map((choice) => (
          <option key={choice} value={choice}>
            {everyInWords[choice] ?? `every ${choice} hours`}
          </option>
        ))}
      </SelectField>
      <TextField
        name="backupsKept"
        label="How many are kept"
        hint="Older ones are removed. A backup still holds what was withdrawn after it was made, so keep few."
        inputMode="numeric"
        defaultValue={state.values.backupsKept ?? String(kept)}
        problem={problemOf(state, 'backupsKept')}
      />
      <ActionButton working="Saving…">Save</ActionButton>
    </form>
  )
}

/** A form that is one button. */
function ButtonForm({
  action,
  working,
  children,
}: {
  readonly action: (state: FormState, form: FormData) => Promise<FormState>
  /** What the button says meanwhile. */
  readonly working: string
  readonly children: string
}) {
  const [state, act] = useActionState(action, untouchedForm)
  return (
    <form action={act}>
      <ProblemSummary state={state} />
      <ActionButton working={working} kind="secondary">
        {children}
      </ActionButton>
    </form>
  )
}

export function MakeBackupForm() {
  return (
    <ButtonForm action={makeBackupAction} working="Making a backup…">
      Make a backup now
    </ButtonForm>
  )
}

export function RotateKeyForm() {
  return (
    <ButtonForm action={rotateKeyAction} working="Making a key…">
      Make a new data key
    </ButtonForm>
  )
}

export function ConfirmKeyForm() {
  return (
    <ButtonForm action={confirmKeyAction} working="Noting it…">
      A copy of the key lies in another place
    </ButtonForm>
  )
}
