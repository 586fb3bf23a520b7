import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
import { CodeForm } from '../code-form'
import { PageFrame } from '../page-frame'
import type { Withdrawal } from './withdrawal'

/** Asks for the receipt, and says that the answers are erased. */
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
        <CodeForm
          say={say}
          words="withdraw"
          field="receipt"
          action={`/withdraw/${language}`}
          entry={withdrawal}
        />
      )}
    </PageFrame>
  )
}
