'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { chooseWeightingAction } from './actions'

/** Decides which weights a round uses. @param id '' for none */
export function ChooseButton({
  slug,
  id,
  children,
}: {
  readonly slug: string
  readonly id: string
  readonly children: string
}) {
  const [state, choose] = useActionState(chooseWeightingAction, untouchedForm)
  return (
    <form action={choose} className="stack-small" id="choice">
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="id" value={id} />
      <div>
        <ActionButton working="Choosing…" kind={id === '' ? 'secondary' : 'primary'}>
          {children}
        </ActionButton>
      </div>
    </form>
  )
}
