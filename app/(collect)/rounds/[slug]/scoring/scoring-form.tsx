'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { LongTextField, RadioField, type RadioOption } from '@/app/ui/form/fields'
import type { FormState } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import { type ScoringAnewFields, scoringAnewSchema } from '@/lib/scoring-anew'
import { scoreAnewAction } from '../actions'

/**
 * Which version is to score the answers, and why.
 *
 * @param releases what becomes of releases, in words
 */
export function ScoringForm({
  slug,
  versions,
  releases,
  button,
}: {
  readonly slug: string
  readonly versions: readonly RadioOption[]
  readonly releases: string
  readonly button: string
}) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: scoreAnewAction,
    resolver,
    valuesOf,
    given: null,
  })
  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      <RadioField
        label="Score by"
        options={versions}
        chosen={String(values.version)}
        problem={problem('version')}
        {...form.register('version')}
      />
      <LongTextField
        label="Why"
        hint="In 3 words or more. Whoever opens the round reads it."
        rows={3}
        defaultValue={values.reason}
        problem={problem('reason')}
        {...form.register('reason')}
      />
      <div className="notice">
        <p>{releases}</p>
      </div>
      <ActionButton working="Scoring…" isWorking={isSending}>
        {button}
      </ActionButton>
    </form>
  )
}

const resolver: Resolver<ScoringAnewFields, unknown, unknown> = zodResolver(scoringAnewSchema)

function valuesOf(typed: FormState['values']): ScoringAnewFields {
  return { version: typed.version ?? '', reason: typed.reason ?? '' }
}
