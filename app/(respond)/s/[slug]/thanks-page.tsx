import { useRef, useState, useSyncExternalStore } from 'react'
import { LeaveLink } from '../../leave-link'
import type { Say } from '../../message'
import { type PageParts, textOf } from './page-parts'
import { StepHeading } from './step-heading'

/** Thanks, and the receipt: large, to be written down, copied or printed. */
export function ThanksPage({
  receipt,
  say,
  questionnaire,
  language,
  takesFocus,
}: PageParts & { readonly receipt: string; readonly takesFocus: boolean }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('thanks.heading')}</StepHeading>
      <Receipt say={say} receipt={receipt} />
      <h2>{say('thanks.next')}</h2>
      <p>{say('thanks.nextText')}</p>
      <p>{textOf(questionnaire, questionnaire.outro)}</p>
      <div className="choices-below not-printed">
        <LeaveLink className="button primary">{say('thanks.leave')}</LeaveLink>
        <a className="button quiet" href={`/withdraw/${language}`}>
          {say('thanks.withdraw')}
        </a>
      </div>
    </>
  )
}

function Receipt({ say, receipt }: { readonly say: Say; readonly receipt: string }) {
  const code = useRef<HTMLOutputElement>(null)
  const [copying, setCopying] = useState<'idle' | 'copied' | 'failed'>('idle')
  const isScripted = useIsScripted()
  const said = { idle: '', copied: say('thanks.copied'), failed: say('thanks.copyFailed') }[copying]
  return (
    <section className="receipt" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{say('thanks.receipt')}</h2>
      <p>
        <output className="receipt-code" dir="ltr" ref={code}>
          {receipt}
        </output>
      </p>
      {isScripted && (
        <div className="receipt-buttons not-printed">
          <button
            type="button"
            className="button secondary"
            onClick={async () => setCopying((await hasCopied(code.current)) ? 'copied' : 'failed')}
          >
            {say('thanks.copy')}
          </button>
          <button type="button" className="button secondary" onClick={() => window.print()}>
            {say('thanks.print')}
          </button>
        </div>
      )}
      <p className="not-printed" role="status">
        {said}
      </p>
      <p>
        {say('thanks.writeDown')} {say('thanks.receiptFor')}
      </p>
      <p>{say('thanks.sharedPhone')}</p>
    </section>
  )
}

/** Copies the text of an element. Over plain HTTP the clipboard is closed to pages, so the old way stands behind the new one. */
async function hasCopied(element: HTMLElement | null): Promise<boolean> {
  if (element === null) return false
  try {
    await navigator.clipboard.writeText(element.textContent ?? '')
    return true
  } catch {
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    return document.execCommand('copy')
  }
}

const subscribeToNothing = () => () => {}

/** Whether script runs: false in what the server sends, so that nobody sees a button that does nothing. */
function useIsScripted(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
}
