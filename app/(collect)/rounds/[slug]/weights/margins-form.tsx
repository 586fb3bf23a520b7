'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { LongTextField, RadioField, SelectField, TextField } from '@/app/ui/form/fields'
import { problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { fitWeightsAction } from './actions'
import { Inspection } from './inspection'
import type { MarginsState } from './weights-state'

const untouched: MarginsState = { message: null, problems: [], values: {}, preview: null }

const methods = [
  {
    value: 'raking',
    label: 'Raking',
    hint: 'You know each margin alone: gender; age; place. Each breakdown has lines of its own.',
  },
  {
    value: 'poststratification',
    label: 'Post-stratification',
    hint: 'You know the size of every cell of one table: gender alone, or gender*age_band together.',
  },
] as const

const example =
  'gender, woman, 48 %\ngender, man + another, 52 %\nage_band, a18_24 + a25_34, 5200\nage_band, a35_49 + a50_64 + a65p, 4800'

/**
 * Margins that are typed or pasted. A manager sees what the weights would be and uses them; others propose them. Posted as it is where no
 * script runs.
 */
export function MarginsForm({
  slug,
  mayManage,
  designs,
}: {
  readonly slug: string
  readonly mayManage: boolean
  /** Design weights that fitted ones may stand upon. */
  readonly designs: readonly { readonly id: string; readonly title: string }[]
}) {
  const [state, post] = useActionState(fitWeightsAction, untouched)
  const { values, preview } = state
  return (
    <>
      <form action={post} className="form" noValidate>
        <ProblemSummary state={state} />
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="intent" value={mayManage ? 'preview' : 'propose'} />
        <TextField
          name="title"
          label="Title"
          hint="It stands beside every figure: say the source and its year, such as “Census 2024”."
          defaultValue={values.title}
          problem={problemOf(state, 'title')}
          maxLength={120}
          autoComplete="off"
          dir="auto"
          required
        />
        <RadioField
          name="method"
          label="What do you know of the population?"
          options={methods}
          chosen={values.method ?? 'raking'}
          problem={problemOf(state, 'method')}
          key={`method ${values.method}`}
        />
        <LongTextField
          name="margins"
          label="Margins"
          hint={
            <>
              One category a line: breakdown, band, share or number of people; typed, or pasted from a
              spreadsheet. Join small bands with a plus sign. For example:
              <span className="example">{example}</span>
            </>
          }
          defaultValue={values.margins}
          problem={problemOf(state, 'margins')}
          rows={8}
          spellCheck={false}
          dir="ltr"
          required
        />
        <SelectField
          name="upon"
          label="Begin with"
          hint="Fitted weights multiply these."
          defaultValue={values.upon ?? ''}
          problem={problemOf(state, 'upon')}
          key={`upon ${values.upon}`}
        >
          <option value="">every person counting once</option>
          {designs.map(({ id, title }) => (
            <option value={id} key={id}>
              the design weights “{title}”
            </option>
          ))}
        </SelectField>
        <TextField
          name="lower"
          label="Raise weights to at least"
          hint="Times the mean weight, such as 0.3. Blank: no limit."
          defaultValue={values.lower}
          problem={problemOf(state, 'lower')}
          className="short"
          inputMode="decimal"
          autoComplete="off"
        />
        <TextField
          name="upper"
          label="Cut weights to at most"
          hint="Times the mean weight, such as 3. Steadier figures, a little biased: the margins are then not met exactly. Blank: no limit."
          defaultValue={values.upper}
          problem={problemOf(state, 'upper')}
          className="short"
          inputMode="decimal"
          autoComplete="off"
        />
        <ActionButton
          working={mayManage ? 'Fitting…' : 'Proposing…'}
          kind={preview === null ? 'primary' : 'secondary'}
        >
          {mayManage ? 'Preview the weights' : 'Propose these weights'}
        </ActionButton>
      </form>
      {preview !== null && (
        <section className="stack" aria-labelledby="preview-title">
          {/* biome-ignore lint/a11y/noAutofocus: where no script runs, nothing else brings a reader to the preview */}
          <h3 id="preview-title" tabIndex={-1} autoFocus>
            Preview: {values.title}
          </h3>
          <p className="quiet-text">
            Nothing is stored yet. These are exact figures of the people who have answered so far.
          </p>
          <Inspection words={preview} name="preview" />
          <form action={post}>
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="intent" value="use" />
            {Object.entries(values).map(([name, value]) => (
              <input type="hidden" name={name} value={value} key={name} />
            ))}
            <ActionButton working="Storing…">Use this weighting</ActionButton>
          </form>
        </section>
      )}
    </>
  )
}
