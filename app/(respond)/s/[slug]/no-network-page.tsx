import type { PageParts } from './page-parts'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

/** Finished without a network, on a phone that was to keep nothing: the person decides once more. */
export function NoNetworkPage({
  say,
  takesFocus,
  isSending,
}: PageParts & { readonly takesFocus: boolean; readonly isSending: boolean }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('wait.heading')}</StepHeading>
      <p className="lead">{say('wait.text')}</p>
      <div className="choices-below">
        <StepButton step="seal" look="primary">
          {say('wait.keep')}
        </StepButton>
        <StepButton step="send" look="secondary" isBusy={isSending}>
          {isSending ? say('review.sending') : say('wait.retry')}
        </StepButton>
        <StepButton step="stay" look="quiet">
          {say('question.back')}
        </StepButton>
      </div>
    </>
  )
}
