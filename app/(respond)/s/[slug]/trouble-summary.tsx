import { useEffect, useRef } from 'react'
import { formatCode } from '@/lib/code'
import { faultText } from './fault-text'
import { type PageParts, textOf } from './page-parts'
import type { Outcome } from './page-state'
import { StepButton } from './step-button'

/** Why the answers were not sent, that they are still here, and the way to each answer that needs another look. */
export function TroubleSummary({
  trouble,
  say,
  questionnaire,
  calendar,
  receipt,
}: PageParts & {
  readonly trouble: Extract<Outcome, { kind: 'trouble' }>
  readonly receipt: string
}) {
  const summary = useRef<HTMLDivElement>(null)
  // A new outcome is a new object: the same trouble after a second try is announced again.
  useEffect(() => {
    if (trouble.kind === 'trouble') summary.current?.focus()
  }, [trouble])
  return (
    // biome-ignore lint/a11y/noAutofocus: without script, the summary takes the focus by this alone
    <div className="summary" role="alert" tabIndex={-1} ref={summary} autoFocus>
      <h2>{say('trouble.title')}</h2>
      <p>{say(`trouble.${trouble.code}`)}</p>
      {trouble.code === 'submission_differs' && (
        <p>
          {say('thanks.receipt')}: <bdi dir="ltr">{formatCode(receipt)}</bdi>
        </p>
      )}
      {trouble.items.length > 0 && (
        <ul>
          {trouble.items.map(({ itemId, fault }) => {
            const item = questionnaire.items.find(({ id }) => id === itemId)
            const question = textOf(questionnaire, item?.label)
            return (
              <li key={itemId}>
                <StepButton step={`change:${itemId}`} look="quiet">
                  {say('error.named', { question, remedy: faultText({ say, calendar }, fault) })}
                </StepButton>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
