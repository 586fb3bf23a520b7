import type { PageParts } from './page-parts'
import { StepHeading } from './step-heading'

/** The round closed while somebody answered. */
export function ClosedPage({ say, takesFocus }: PageParts & { readonly takesFocus: boolean }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('closed.heading')}</StepHeading>
      <p className="lead">{say('closed.notSent')}</p>
    </>
  )
}
