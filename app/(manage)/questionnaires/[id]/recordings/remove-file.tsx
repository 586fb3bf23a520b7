'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import type { MediaKind } from '@/lib/media'
import type { MediaPlace } from '@/lib/media-names'
import { removeMediaAction } from './actions'

/** Removes one file: the button unfolds what will happen, a second one does it. Works without script. */
export function RemoveFile({
  id,
  version,
  file,
  fileName,
}: {
  readonly id: string
  readonly version: number
  readonly file: MediaPlace & { readonly kind: MediaKind }
  readonly fileName: string
}) {
  const [result, remove] = useActionState(removeMediaAction, untouchedForm)
  const fields = { id, version, ...file }
  return (
    <details className="confirm">
      <summary className="button quiet">
        Remove<span className="visually-hidden"> {fileName}</span>
      </summary>
      <form action={remove} className="panel">
        <ProblemSummary state={result} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p>People who answer no longer get it. You can upload it again.</p>
        <ActionButton working="Removing…" kind="destructive">
          Remove it now
        </ActionButton>
      </form>
    </details>
  )
}
