import type { ReactNode } from 'react'
import type { ConsentWords } from '@/lib/consent'
import { LastLeaveLink } from '../../leave-link'
import { CodePanel } from './code-panel'
import { type PageParts, textOf } from './page-parts'
import { RunBy } from './run-by'
import { StepHeading } from './step-heading'
import { isInstalled, useIsScripted } from './use-scripted'

/** Thanks, and the receipt: large, to be written down, copied or printed. */
export function ThanksPage({
  receipt,
  consent,
  isQueued,
  isTurnedAway,
  hasArrived,
  isWaiting,
  onStartAnother,
  say,
  questionnaire,
  language,
  takesFocus,
  help,
}: PageParts & {
  readonly receipt: string
  readonly consent: ConsentWords
  readonly takesFocus: boolean
  /** Finished, not sent, and sealed on this phone. */
  readonly isQueued: boolean
  /** It was not taken: the round is closed, or refused it. The page says so above. */
  readonly isTurnedAway: boolean
  /** It was sent since. */
  readonly hasArrived: boolean
  /** Something waits on this phone to be sent. */
  readonly isWaiting: boolean
  readonly onStartAnother: () => void
  /** Where to find help. */
  readonly help: ReactNode
}) {
  const isScripted = useIsScripted()
  return (
    <>
      <StepHeading takesFocus={takesFocus}>
        {say(isQueued ? 'thanks.queuedHeading' : 'thanks.heading')}
      </StepHeading>
      {isQueued && !isTurnedAway && (
        <p className="lead" role="status">
          {say(hasArrived ? 'thanks.queuedSent' : 'thanks.queued')}
        </p>
      )}
      <CodePanel say={say} title={say('thanks.receipt')} code={receipt}>
        <p>
          {say('thanks.writeDown')} {say('thanks.receiptFor')}
        </p>
        <p>{say('thanks.again')}</p>
        <p>{say('thanks.sharedPhone')}</p>
      </CodePanel>
      <h2>{say('thanks.next')}</h2>
      <p>{say('thanks.nextText')}</p>
      <p>{textOf(questionnaire, questionnaire.outro)}</p>
      <RunBy consent={consent} />
      {help}
      <div className="choices-below not-printed">
        {isWaiting && <p>{say('thanks.leaveWaiting')}</p>}
        <LastLeaveLink className="button primary" say={say} />
        {isScripted && isInstalled() && (
          <button type="button" className="button secondary" onClick={onStartAnother}>
            {say('resume.start')}
          </button>
        )}
      </div>
      {(!isQueued || hasArrived) && (
        <details className="layer not-printed">
          <summary>{say('thanks.withdraw')}</summary>
          {/* In a window of its own: this page is the only one that shows the code. */}
          <button
            type="submit"
            name="receipt"
            value={receipt}
            formAction={`/withdraw/${language}`}
            formTarget="_blank"
            className="button secondary"
          >
            {say('withdraw.button')}
          </button>
        </details>
      )}
    </>
  )
}
