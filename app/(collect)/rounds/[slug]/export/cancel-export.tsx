'use client'

import { type ReactNode, useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { cancelExportAction } from './actions'

/** Stops a file that is being written, or removes one that is done. It can be made again. */
export function CancelExport({
  slug,
  id,
  what,
  children,
}: {
  readonly slug: string
  readonly id: string
  /** The file, for whoever hears the button without seeing where it stands. */
  readonly what: string
  readonly children: ReactNode
}) {
  const [state, cancel] = useActionState(cancelExportAction, untouchedForm)
  return (
    <form action={cancel}>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="id" value={id} />
      <ActionButton working="One moment…" kind="secondary">
        {children}
        <span className="visually-hidden"> {what}</span>
      </ActionButton>
    </form>
  )
}
