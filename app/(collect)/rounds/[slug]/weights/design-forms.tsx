'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, LongTextField, TextField } from '@/app/ui/form/fields'
import { problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { pasteWeightsAction } from './actions'

const titleHint = 'It stands beside every figure: say the sample, such as “Household sample 2026”.'
const leaveOutLabel = 'Leave out people of the round who have no weight here'
const leaveOutHint =
  'They are then in no figure that uses these weights; how many they are is said beside each. Without the tick, a file that misses anybody is refused.'

/** A file of design weights. A plain form to a route of its own: it needs no script, and takes large files. */
export function WeightFileForm({
  slug,
  problem,
}: {
  readonly slug: string
  readonly problem: string | null
}) {
  return (
    <form
      className="form"
      method="post"
      encType="multipart/form-data"
      noValidate
      action={`/rounds/${slug}/weights/file`}
    >
      <TextField
        name="fileTitle"
        label="Title"
        hint={titleHint}
        maxLength={120}
        autoComplete="off"
        dir="auto"
        required
      />
      <TextField
        name="weightFile"
        type="file"
        label="File of weights"
        hint="CSV in UTF-8, up to 30 MB."
        accept=".csv,.tsv,.txt,text/csv"
        problem={problem}
        required
      />
      <CheckField name="leavesOut" label={leaveOutLabel} hint={leaveOutHint} />
      <div>
        <button type="submit" className="button primary">
          Upload the weights
        </button>
      </div>
    </form>
  )
}

/** The same, pasted from a spreadsheet. */
export function PastedWeightsForm({ slug }: { readonly slug: string }) {
  const [state, post] = useActionState(pasteWeightsAction, untouchedForm)
  const { values } = state
  return (
    <form action={post} className="form" noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      <TextField
        name="pastedTitle"
        label="Title"
        hint={titleHint}
        defaultValue={values.pastedTitle}
        problem={problemOf(state, 'pastedTitle')}
        maxLength={120}
        autoComplete="off"
        dir="auto"
        required
      />
      <LongTextField
        name="pasted"
        label="Lines with weights"
        hint="The first line names the columns."
        defaultValue={values.pasted}
        problem={problemOf(state, 'pasted')}
        rows={8}
        spellCheck={false}
        dir="ltr"
        required
      />
      <CheckField
        name="pastedLeavesOut"
        label={leaveOutLabel}
        hint={leaveOutHint}
        problem={problemOf(state, 'pastedLeavesOut')}
        defaultChecked={values.pastedLeavesOut === 'yes'}
        key={`leaves out ${values.pastedLeavesOut}`}
      />
      <ActionButton working="Reading…">Keep the weights</ActionButton>
    </form>
  )
}
