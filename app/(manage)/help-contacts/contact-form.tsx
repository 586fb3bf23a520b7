'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { SelectField, TextField } from '@/app/ui/form/fields'
import type { FormState } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import { type HelpContact, helpContactSchema } from '@/lib/help-contact'
import { addContactAction, changeContactAction } from './actions'
import type { Choice } from './choices'

type Props = {
  /** The contact to change; null for a new one. */
  readonly contact: (HelpContact & { readonly id: string }) | null
  readonly countries: readonly Choice[]
  readonly languages: readonly Choice[]
}

/** A contact to add or to change. Posted as it is without script; with script, each field answers at once by the same rule. */
export function ContactForm({ contact, countries, languages }: Props) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: contact === null ? addContactAction : changeContactAction,
    resolver,
    valuesOf,
    given: contact,
  })
  const fieldOf = (name: keyof HelpContact) => ({
    defaultValue: values[name],
    problem: problem(name),
    ...form.register(name),
  })

  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      {contact !== null && <input type="hidden" name="id" value={contact.id} />}
      <SelectField
        label="Host country"
        hint="Shown to people who say that they live there, and to those who do not say where."
        {...fieldOf('country')}
      >
        <option value="">Every country</option>
        {countries.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Language"
        hint="The language that you write in here. Only its readers see the contact. Choose every language for what needs no translation, such as an emergency number."
        {...fieldOf('language')}
      >
        <option value="">Every language</option>
        {languages.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Name"
        hint="As people know it: on its door, on its posters."
        autoComplete="off"
        maxLength={120}
        dir="auto"
        required
        {...fieldOf('name')}
      />
      <TextField
        label="What it helps with, and for whom"
        hint="One short sentence. Say if it is free, and if it asks for papers or a name."
        autoComplete="off"
        maxLength={300}
        dir="auto"
        {...fieldOf('description')}
      />
      <TextField
        label="Phone"
        hint="One number, as it is dialled from a local phone. Call it yourself first."
        type="tel"
        autoComplete="off"
        dir="ltr"
        {...fieldOf('phone')}
      />
      <TextField
        label="Website"
        hint="The whole address, best of a page in the language of the reader."
        type="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        {...fieldOf('website')}
      />
      <TextField
        label="Open"
        hint="When somebody answers, and in which languages: for example every day, 9:00 to 17:00."
        autoComplete="off"
        maxLength={120}
        dir="auto"
        {...fieldOf('hours')}
      />
      <ActionButton working="Saving…" isWorking={isSending}>
        {contact === null ? 'Add the contact' : 'Save the contact'}
      </ActionButton>
    </form>
  )
}

const resolver: Resolver<HelpContact, unknown, unknown> = zodResolver(helpContactSchema)

function valuesOf(typed: FormState['values'], contact: HelpContact | null): HelpContact {
  const written = (name: keyof HelpContact) => typed[name] ?? contact?.[name] ?? ''
  return {
    country: written('country'),
    language: written('language'),
    name: written('name'),
    description: written('description'),
    phone: written('phone'),
    website: written('website'),
    hours: written('hours'),
  }
}
