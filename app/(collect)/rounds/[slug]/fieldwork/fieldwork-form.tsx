'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { TextField } from '@/app/ui/form/fields'
import type { FormState } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import type { Fieldwork, FieldworkCount } from '@/lib/estimation/response-rate'
import { recordFieldworkAction } from '../actions'
import { type FieldworkFormFields, fieldworkFormSchema } from './fieldwork-form-schema'

type Counted = Fieldwork & { readonly slug: string }

const fields = [
  {
    name: 'asked',
    label: 'People asked in all',
    hint: 'Everybody who was given the link, a letter or a question, also those who answered and those below.',
  },
  { name: 'refused', label: 'Said no', hint: 'Also those who began and then did not want to go on.' },
  { name: 'notReached', label: 'Could not be reached', hint: 'Not at home, no answer, letter came back.' },
  {
    name: 'notEligible',
    label: 'Were not eligible',
    hint: 'Found not to be of the group that the survey is for, such as people under 18.',
  },
] as const satisfies readonly {
  readonly name: FieldworkCount
  readonly label: string
  readonly hint: string
}[]

/** How many people were asked, and what became of them. Posted as it is where no script runs. */
export function FieldworkForm({ round }: { readonly round: Counted }) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: recordFieldworkAction,
    resolver,
    valuesOf,
    given: round,
  })
  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={round.slug} />
      <p>
        Count people, not visits. Leave a field blank where nobody counted: a blank is not a zero. Each person
        stands in one of the last three fields at most.
      </p>
      {fields.map(({ name, label, hint }) => (
        <TextField
          key={name}
          label={label}
          hint={hint}
          defaultValue={values[name]}
          problem={problem(name)}
          inputMode="numeric"
          autoComplete="off"
          className="short"
          {...form.register(name)}
        />
      ))}
      <ActionButton working="Saving…" isWorking={isSending}>
        Save the numbers
      </ActionButton>
    </form>
  )
}

const resolver: Resolver<FieldworkFormFields, unknown, unknown> = zodResolver(fieldworkFormSchema)

function valuesOf(typed: FormState['values'], counted: Counted): FieldworkFormFields {
  const written = (name: FieldworkCount) => typed[name] ?? counted[name]?.toString() ?? ''
  return {
    asked: written('asked'),
    refused: written('refused'),
    notReached: written('notReached'),
    notEligible: written('notEligible'),
  }
}
