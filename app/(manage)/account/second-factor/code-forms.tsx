'use client'

import Link from 'next/link'
import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { CopyButton } from '@/app/ui/copy-button'
import { ActionButton } from '@/app/ui/form/action-button'
import { TextField } from '@/app/ui/form/fields'
import { type FormState, problemOf, untouchedForm } from '@/app/ui/form/form-state'
import { PasswordField } from '@/app/ui/form/password-field'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { newCodesAction, setUpAction, takeOffAction } from './actions'
import { noCodesYet } from './codes-state'

/**
 * Confirms with a code that the app has the secret. It stands on the page also when that is done, so that the recovery codes, which come
 * with the answer, are shown where no script runs too.
 *
 * @param children how to set it up
 */
export function SetUp({
  isSetUp,
  hasPassword,
  children,
}: {
  readonly isSetUp: boolean
  readonly hasPassword: boolean
  readonly children: ReactNode
}) {
  const [state, setUp] = useActionState(setUpAction, noCodesYet)
  if (state.codes !== null) return <RecoveryCodes codes={state.codes} />
  if (isSetUp) return null
  return (
    <section className="panel stack" aria-labelledby="set-up">
      <h2 id="set-up">Set it up</h2>
      {children}
      <form className="form" action={setUp} noValidate>
        <ProblemSummary state={state} />
        {hasPassword && (
          <PasswordField
            label="Your password"
            hint="Once more, so that nobody does this in a browser that you left open."
            autoComplete="current-password"
            problem={problemOf(state, 'password')}
          />
        )}
        <CodeField state={state} label="Code that the app shows now" />
        <ActionButton working="Checking the code…">Turn it on</ActionButton>
      </form>
    </section>
  )
}

/** New recovery codes in the place of the old ones. */
export function NewCodesForm() {
  const [state, make] = useActionState(newCodesAction, noCodesYet)
  if (state.codes !== null) return <RecoveryCodes codes={state.codes} />
  return (
    <form className="form" action={make} noValidate>
      <ProblemSummary state={state} />
      <CodeField state={state} label="Code of the app" />
      <ActionButton working="Making the codes…">Make new recovery codes</ActionButton>
    </form>
  )
}

/** Takes the second factor off. */
export function TakeOffForm() {
  const [state, takeOff] = useActionState(takeOffAction, untouchedForm)
  return (
    <form className="form" action={takeOff} noValidate>
      <ProblemSummary state={state} />
      <CodeField state={state} label="Code of the app, or a recovery code" />
      <ActionButton working="Turning it off…" kind="destructive">
        Turn it off
      </ActionButton>
    </form>
  )
}

function CodeField({ state, label }: { readonly state: FormState; readonly label: string }) {
  return (
    <TextField
      name="code"
      label={label}
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={40}
      dir="ltr"
      problem={problemOf(state, 'code')}
      required
    />
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => notice.current?.focus(), [])
  return (
    <div className="notice" role="status" tabIndex={-1} ref={notice}>
      <h3>Your recovery codes</h3>
      <p>
        They are shown only now. Write them down or print them, and keep them apart from your phone: each lets
        you in once without it.
      </p>
      <ul className="plain-list" dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <CopyButton text={codes.join('\n')} name="the codes" />
        <Link className="button secondary" href="/">
          I have kept them
        </Link>
      </div>
    </div>
  )
}
