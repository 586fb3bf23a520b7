import type { Say } from '@/lib/interface/message'
import { StepButton } from './step-button'

/** The way to stop now and go on later, quiet and below everything else. */
export function SaveButton({ say, isSaving }: { readonly say: Say; readonly isSaving: boolean }) {
  return (
    <div className="save-below">
      <StepButton step="save" look="quiet" isBusy={isSaving}>
        {isSaving ? say('save.saving') : say('save.link')}
      </StepButton>
      <p className="unseen" role="status">
        {isSaving ? say('save.saving') : ''}
      </p>
    </div>
  )
}
