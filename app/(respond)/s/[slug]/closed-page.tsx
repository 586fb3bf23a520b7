import type { PageParts } from './page-parts'
import { StepHeading } from './step-heading'

/** The round closed while somebody answered. */
export function ClosedPage({
  say,
  takesFocus,
  text,
}: PageParts & { readonly takesFocus: boolean; readonly text: 'closed.notSent' | 'closed.meanwhile' }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('closed.heading')}</StepHeading>
      <p className="lead">{say(text)}</p>
    </>
  )
}
