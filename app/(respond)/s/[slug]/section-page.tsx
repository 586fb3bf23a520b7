import type { Section } from '@/lib/questionnaire/definition'
import { type PageParts, textOf } from './page-parts'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

/** The page before a section that may be skipped: what comes, that it can be skipped, two equal buttons. */
export function SectionPage({
  say,
  questionnaire,
  section,
  takesFocus,
}: PageParts & { readonly section: Section; readonly takesFocus: boolean }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>
        {say('section.heading', { section: textOf(questionnaire, section.title) })}
      </StepHeading>
      {section.intro && <p className="lead">{textOf(questionnaire, section.intro)}</p>}
      <p>{say('section.choice')}</p>
      <div className="choices-below equal">
        <StepButton step="show" look="secondary">
          {say('section.show')}
        </StepButton>
        <StepButton step="skip" look="secondary">
          {say('section.skip')}
        </StepButton>
      </div>
      <div className="steps-below">
        <StepButton step="back" look="quiet">
          {say('question.back')}
        </StepButton>
      </div>
    </>
  )
}
