import type { PageParts } from './page-parts'
import { StepHeading } from './step-heading'

/** This phone has a draft of the survey: go on with it, erase it, or leave it and start another. */
export function FoundPage({
  say,
  takesFocus,
  isElsewhere,
  onGoOn,
  onErase,
  onStartAnother,
}: PageParts & {
  readonly takesFocus: boolean
  /** Another window of this browser is answering it now. */
  readonly isElsewhere: boolean
  readonly onGoOn: () => void
  readonly onErase: () => void
  readonly onStartAnother: () => void
}) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('device.found')}</StepHeading>
      <p className="lead">{say(isElsewhere ? 'device.openElsewhere' : 'device.foundText')}</p>
      <div className="choices-below">
        {!isElsewhere && (
          <>
            <button type="button" className="button primary" onClick={onGoOn}>
              {say('device.goOn')}
            </button>
            <button type="button" className="button secondary" onClick={onErase}>
              {say('device.eraseAndStart')}
            </button>
          </>
        )}
        <button type="button" className="button quiet" onClick={onStartAnother}>
          {say('device.startAnother')}
        </button>
      </div>
    </>
  )
}
