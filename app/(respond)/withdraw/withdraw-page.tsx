import type { ReactNode } from 'react'
import { FaultSummary } from '../fault-summary'
import type { Say } from '../message'
import { PageFrame } from '../page-frame'
import type { Withdrawal } from './withdrawal'

/** The code, and one button that says what it does: a plain form, with or without script. */
export function WithdrawPage({
  say,
  language,
  languages,
  withdrawal,
}: {
  readonly say: Say
  readonly language: string
  readonly languages: ReactNode
  readonly withdrawal: Withdrawal
}) {
  return (
    <PageFrame say={say} languages={languages}>
      {withdrawal.kind === 'done' ? (
        <div role="status">
          <h1>{say('withdraw.done')}</h1>
          <p className="lead">{say('withdraw.doneText')}</p>
        </div>
      ) : (
        <WithdrawForm say={say} language={language} withdrawal={withdrawal} />
      )}
    </PageFrame>
  )
}

function WithdrawForm({
  say,
  language,
  withdrawal,
}: {
  readonly say: Say
  readonly language: string
  readonly withdrawal: Exclude<Withdrawal, { kind: 'done' }>
}) {
  const isRefused = withdrawal.kind === 'refused'
  const remedy = isRefused ? say(`withdraw.${withdrawal.code}`, { seconds: withdrawal.seconds }) : ''
  return (
    <form method="post" action={`/withdraw/${language}`} noValidate>
      {isRefused && (
        <FaultSummary heading={say('withdraw.summary')} link={remedy} fieldId="receipt" attempt={0} />
      )}
      <h1>{say('withdraw.heading')}</h1>
      <p className="lead">{say('withdraw.text')}</p>
      <div className="question">
        <label className="field-label" htmlFor="receipt">
          {say('withdraw.label')}
        </label>
        <p className="hint" id="receipt-hint">
          {say('withdraw.hint')}
        </p>
        {isRefused && (
          <p className="remedy" id="receipt-remedy">
            {remedy}
          </p>
        )}
        <input
          id="receipt"
          name="receipt"
          type="text"
          className="receipt-input"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={isRefused ? withdrawal.written : ''}
          aria-invalid={isRefused || undefined}
          aria-describedby={isRefused ? 'receipt-hint receipt-remedy' : 'receipt-hint'}
        />
      </div>
      <div className="steps-below">
        <button type="submit" className="button primary">
          {say('withdraw.button')}
        </button>
      </div>
    </form>
  )
}
