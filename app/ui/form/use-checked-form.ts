'use client'

import { type SubmitEvent, startTransition, useActionState, useEffect, useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, type Resolver, useForm } from 'react-hook-form'
import { type FormState, formStateOf, problemOf, untouchedForm } from './form-state'

/**
 * A form that is posted as it is where no script runs; with script, each field answers at once by the same schema, and the
 * server's verdict is shown in the same place as the browser's.
 *
 * @param action what takes the posted form
 * @param resolver the schema of the fields, as react-hook-form asks it
 * @param valuesOf what stands in the fields: what was typed, else what was given. Defined outside of the component
 * @param given what `valuesOf` begins with; the same object as long as it says the same
 */
export function useCheckedForm<Fields extends FieldValues, Given>({
  action,
  resolver,
  valuesOf,
  given,
}: {
  readonly action: (state: FormState, form: FormData) => Promise<FormState>
  readonly resolver: Resolver<Fields, unknown, unknown>
  readonly valuesOf: (typed: FormState['values'], given: Given) => Fields & DefaultValues<Fields>
  readonly given: Given
}) {
  const [state, post, isSending] = useActionState(action, untouchedForm)
  const [refused, setRefused] = useState<FormState | null>(null)
  const form = useForm<Fields, unknown, unknown>({
    mode: 'onTouched',
    // The summary takes the focus instead, and leads to each field.
    shouldFocusError: false,
    resolver,
    defaultValues: valuesOf(state.values, given),
  })
  useEffect(() => {
    // React clears a form after its action; what was typed comes back with the server's verdict.
    if (state !== untouchedForm) form.reset(valuesOf(state.values, given))
  }, [state, given, form, valuesOf])

  return {
    form,
    /** For the summary of problems. */
    state: refused ?? state,
    /** Written into the markup as well: without script nothing else fills the fields. */
    values: valuesOf(state.values, given),
    problem: (field: Path<Fields>): string | null =>
      form.getFieldState(field, form.formState).error?.message ?? problemOf(state, field),
    isSending,
    /** For the element `form`. */
    sending: {
      action: post,
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        const fields = new FormData(event.currentTarget)
        void form.handleSubmit(
          () => {
            setRefused(null)
            startTransition(() => post(fields))
          },
          (wrong) => setRefused(formStateOf(wrong)),
        )(event)
      },
    },
  }
}
