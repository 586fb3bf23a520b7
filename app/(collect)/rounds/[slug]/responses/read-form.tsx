'use client'

import { useActionState, useEffect, useRef } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { TextField } from '@/app/ui/form/fields'
import { problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { readResponseAction } from './actions'
import { nothingReadYet, type ReadState } from './read-state'

type Props = {
  readonly slug: string
  /** Of the response; null where it is found by the person's code. */
  readonly id: string | null
}

/** Asks why, then shows one person's answers in place of the form. Posted as it is where no script runs. */
export function ReadForm({ slug, id }: Props) {
  const [state, read] = useActionState(readResponseAction, nothingReadYet)
  if (state.read !== null) return <ShownAnswers {...state.read} />
  return (
    <form className="form" action={read} noValidate>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={slug} />
      {id === null ? (
        <TextField
          name="receipt"
          label="Code of the person"
          hint="16 letters and digits, as the person wrote them down after sending."
          defaultValue={state.values.receipt}
          problem={problemOf(state, 'receipt')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          dir="ltr"
          required
        />
      ) : (
        <input type="hidden" name="id" value={id} />
      )}
      <TextField
        name="reason"
        label="Why do you read these answers?"
        hint="Three words or more. The log keeps them with your name. Name no person who answered."
        defaultValue={state.values.reason}
        problem={problemOf(state, 'reason')}
        maxLength={500}
        autoComplete="off"
        dir="auto"
        required
      />
      <ActionButton working="Opening the answers…">Read the answers</ActionButton>
    </form>
  )
}

function ShownAnswers({ about, sections }: NonNullable<ReadState['read']>) {
  const top = useRef<HTMLElement>(null)
  useEffect(() => top.current?.focus(), [])
  return (
    <section className="stack" tabIndex={-1} ref={top} aria-label="Answers of one person">
      <p className="notice">{about} This reading is in the audit log.</p>
      {sections
        .filter(({ lines }) => lines.length > 0)
        .map(({ id, title, lines }) => (
          <section key={id} className="stack-small" aria-labelledby={`section-${id}`}>
            <h3 id={`section-${id}`}>
              <bdi>{title}</bdi>
            </h3>
            <dl className="facts wide">
              {lines.map(({ question, answer, note }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two items may ask alike
                <div key={place}>
                  <dt>
                    <bdi>{question}</bdi>
                  </dt>
                  <dd {...(note !== null && { className: 'quiet-text' })}>
                    {note ?? answer.map((line) => <bdi key={line}>{line}</bdi>)}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </section>
  )
}
