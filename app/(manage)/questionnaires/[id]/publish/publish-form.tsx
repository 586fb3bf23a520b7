'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { LongTextField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { publishDraftAction } from '../draft-actions'

/** What is new in a version, why it is published in spite of warnings, and the button. */
export function PublishForm({
  id,
  revision,
  version,
  hasWarnings,
}: {
  readonly id: string
  readonly revision: number
  readonly version: number
  readonly hasWarnings: boolean
}) {
  const [state, publish] = useActionState(publishDraftAction, untouchedForm)
  return (
    <form className="form panel" action={publish}>
      <ProblemSummary state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <LongTextField
        name="note"
        label="What is new"
        hint="For those who compare versions later: what changed, and why."
        rows={3}
        maxLength={2000}
        defaultValue={state.values.note ?? ''}
        problem={problemOf(state, 'note')}
      />
      {hasWarnings && (
        <LongTextField
          name="warningsReason"
          label="Why it is published in spite of the warnings"
          hint="Kept with the version, for whoever asks."
          rows={2}
          maxLength={500}
          defaultValue={state.values.warningsReason ?? ''}
          problem={problemOf(state, 'warningsReason')}
        />
      )}
      <p>A published version never changes. Rounds that are under way keep the one that they have.</p>
      <ActionButton working="Publishing…">{`Publish version ${version}`}</ActionButton>
    </form>
  )
}
