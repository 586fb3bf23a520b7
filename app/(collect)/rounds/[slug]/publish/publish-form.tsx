'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, LongTextField, TextField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { publishAction, withdrawAction } from '../actions'

/** Publishes what the preview shows, after a sentence that is ticked. Works without script. */
export function PublishForm({
  draft,
}: {
  readonly draft: {
    readonly slug: string
    readonly version: number
    readonly release: number
    readonly title: string
    readonly citation: string
    readonly licence: string
  }
}) {
  const [state, publish] = useActionState(publishAction, untouchedForm)
  const { values } = state
  return (
    <form action={publish} className="form panel" noValidate>
      <h2>Publish version {draft.version}</h2>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={draft.slug} />
      <input type="hidden" name="release" value={draft.release} />
      <TextField
        name="title"
        label="Title"
        hint="It stands above the results."
        defaultValue={values.title ?? draft.title}
        problem={problemOf(state, 'title')}
        maxLength={200}
        autoComplete="off"
        dir="auto"
        required
      />
      <LongTextField
        rows={4}
        name="citation"
        label="How to cite"
        hint="Others will copy it as it stands here. Version and date belong in it: they lead back to these very figures."
        defaultValue={values.citation ?? draft.citation}
        problem={problemOf(state, 'citation')}
        maxLength={500}
        autoComplete="off"
        dir="auto"
        required
      />
      <TextField
        name="licence"
        label="Licence"
        hint="What others may do with the figures, such as CC BY 4.0. Blank: the page says nothing."
        defaultValue={values.licence ?? draft.licence}
        problem={problemOf(state, 'licence')}
        maxLength={500}
        autoComplete="off"
        dir="auto"
      />
      <CheckField
        name="confirmed"
        label="I have looked at the preview. I know that anybody can read and copy these figures, and that what was copied cannot be called back."
        problem={problemOf(state, 'confirmed')}
        defaultChecked={values.confirmed === 'yes'}
        required
      />
      <ActionButton working="Publishing…">Publish version {String(draft.version)}</ActionButton>
    </form>
  )
}

/** Takes a version back: the button unfolds what will happen, a second one does it. */
export function WithdrawForm({ slug, version }: { readonly slug: string; readonly version: number }) {
  const [state, withdraw] = useActionState(withdrawAction, untouchedForm)
  return (
    <details className="confirm">
      <summary className="button quiet">Withdraw version {version}</summary>
      <form action={withdraw} className="panel">
        <ProblemSummary state={state} />
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="version" value={version} />
        <p>
          Its address then says that it was withdrawn, and shows no figures. What others have copied stays
          with them. It cannot be published again; publish a new version instead.
        </p>
        <ActionButton working="Withdrawing…" kind="destructive">
          Withdraw it now
        </ActionButton>
      </form>
    </details>
  )
}
