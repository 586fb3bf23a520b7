import { dateInWords } from '@/lib/interface/calendar-words'
import { LastLeaveLink } from '../../leave-link'
import { CodePanel } from './code-panel'
import type { PageParts } from './page-parts'
import type { Outcome } from './page-state'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

/** The interview is put aside: the code that goes on with it, large, and how long it does. */
export function SavedPage({
  saved,
  say,
  calendar,
  takesFocus,
}: PageParts & {
  readonly saved: Extract<Outcome, { kind: 'saved' }>
  readonly takesFocus: boolean
}) {
  return (
    <>
      <input type="hidden" name="saved" value={saved.expiresOn} />
      <StepHeading takesFocus={takesFocus}>{say('save.heading')}</StepHeading>
      <CodePanel say={say} title={say('save.code')} code={saved.code}>
        <p>{say('save.aloud')}</p>
        <p>{say('thanks.sharedPhone')}</p>
      </CodePanel>
      <p>{say('save.text', { date: dateInWords(calendar, saved.expiresOn) })}</p>
      <p>
        {say('save.where', { link: say('resume.link') })} {say('save.again')}
      </p>
      <div className="choices-below not-printed">
        <StepButton step="goOn" look="primary">
          {say('save.goOn')}
        </StepButton>
        <LastLeaveLink className="button secondary" say={say} />
      </div>
    </>
  )
}
