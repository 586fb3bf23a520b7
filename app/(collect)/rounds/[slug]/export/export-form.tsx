'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, RadioField, type RadioOption, SelectField, TextField } from '@/app/ui/form/fields'
import { type FormState, problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import type { ExportFormatId } from '@/lib/interchange/export-formats'
import { exportFormatIds } from '@/lib/interchange/export-request'
import { requestExportAction } from './actions'
import { type ExportFormFields, exportFormSchema } from './export-form-schema'

type Props = {
  readonly slug: string
  readonly formats: readonly (RadioOption & { readonly value: ExportFormatId })[]
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  /** The language to begin with. */
  readonly language: string
  readonly mayHaveSensitive: boolean
  /** Whether the questionnaire asks for free text. */
  readonly hasText: boolean
  /** Whether the person is cleared for it in this round. */
  readonly mayHaveText: boolean
}

/** Asks for a file of single answers. Posted as it is where no script runs. */
export function ExportForm({
  slug,
  formats,
  languages,
  language,
  mayHaveSensitive,
  hasText,
  mayHaveText,
}: Props) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: requestExportAction,
    resolver,
    valuesOf,
    given: language,
  })
  return (
    <form className="form panel" {...sending}>
      <h2>Make a file</h2>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      <RadioField
        label="Format"
        problem={problem('format')}
        chosen={values.format}
        options={formats}
        {...form.register('format')}
      />
      <SelectField
        label="Language of the labels"
        hint="Questions and answers are named in this language. Our own words are there in six; elsewhere they are English."
        defaultValue={values.language}
        problem={problem('language')}
        required
        {...form.register('language')}
      >
        {languages.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <fieldset className="field">
        <legend>Include</legend>
        <CheckField
          label="The score of each item"
          hint="Beside the scores of dimensions and the whole, which are always there."
          defaultChecked={values.includeItemScores === 'yes'}
          problem={problemOf(state, 'includeItemScores')}
          {...form.register('includeItemScores')}
        />
        {mayHaveSensitive && (
          <CheckField
            label="Sensitive items"
            hint="Papers, force, debt and the like, and the scores and signals that give them away. Only if the work cannot do without."
            defaultChecked={values.includeSensitive === 'yes'}
            problem={problemOf(state, 'includeSensitive')}
            {...form.register('includeSensitive')}
          />
        )}
        {hasText && mayHaveText && (
          <CheckField
            label="What people wrote in their own words"
            hint="It may name them or others. Only if the work cannot do without, and only for people who may know."
            defaultChecked={values.includeText === 'yes'}
            problem={problemOf(state, 'includeText')}
            {...form.register('includeText')}
          />
        )}
        {hasText && !mayHaveText && (
          <p className="quiet-text">
            What people wrote in their own words may name them or others, and is in no file that you can make.
            An administrator can clear you for it in this round.
          </p>
        )}
      </fieldset>
      <TextField
        label="What is the file for?"
        hint="Three words or more. The log keeps them with your name. Name no person who answered."
        defaultValue={values.reason}
        problem={problem('reason')}
        maxLength={500}
        autoComplete="off"
        dir="auto"
        required
        {...form.register('reason')}
      />
      <ActionButton working="Asking for the file…" isWorking={isSending}>
        Make the file
      </ActionButton>
    </form>
  )
}

const resolver: Resolver<ExportFormFields, unknown, unknown> = zodResolver(exportFormSchema)

function valuesOf(typed: FormState['values'], language: string): ExportFormFields {
  const box = (name: string) => (typed[name] === 'yes' ? 'yes' : undefined)
  return {
    format: exportFormatIds.find((id) => id === typed.format) ?? 'csv',
    language: typed.language ?? language,
    includeSensitive: box('includeSensitive'),
    includeText: box('includeText'),
    includeItemScores: box('includeItemScores'),
    reason: typed.reason ?? '',
  }
}
