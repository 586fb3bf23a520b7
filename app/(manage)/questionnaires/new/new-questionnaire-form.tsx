'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { z } from 'zod'
import { ActionButton } from '@/app/ui/form/action-button'
import { SelectField, TextField } from '@/app/ui/form/fields'
import type { FormState } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import { newQuestionnaireSchema } from '@/lib/questionnaire/new-questionnaire'
import { populationName } from '../population'
import { newQuestionnaireAction } from './actions'

type Fields = z.input<typeof newQuestionnaireSchema>

const resolver = zodResolver(newQuestionnaireSchema)

const valuesOf = (typed: FormState['values']): Fields => ({
  title: typed.title ?? '',
  id: typed.id ?? '',
  language: typed.language ?? 'en',
  population: asPopulation(typed.population),
})

function asPopulation(text: string | undefined): Fields['population'] {
  return text === 'host' || text === 'any' ? text : 'migrant'
}

export function NewQuestionnaireForm() {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: newQuestionnaireAction,
    resolver,
    valuesOf,
    given: null,
  })
  const fieldOf = (name: keyof Fields) => ({
    defaultValue: values[name],
    problem: problem(name),
    ...form.register(name),
  })
  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      <TextField
        label="Title"
        hint="As people read it."
        autoComplete="off"
        maxLength={200}
        dir="auto"
        required
        {...fieldOf('title')}
      />
      <TextField
        label="Name"
        hint="In addresses and files. It stays the same through all versions: arrivals, host-survey-2027."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        maxLength={64}
        required
        {...fieldOf('id')}
      />
      <TextField
        label="Language that it is written in"
        hint="By its code, such as en, ar or fa-AF. Others are translated from it."
        className="short"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        maxLength={20}
        required
        {...fieldOf('language')}
      />
      <SelectField label="Whom it asks" {...fieldOf('population')}>
        {Object.entries(populationName).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <ActionButton working="Beginning it…" isWorking={isSending}>
        Begin the questionnaire
      </ActionButton>
    </form>
  )
}
