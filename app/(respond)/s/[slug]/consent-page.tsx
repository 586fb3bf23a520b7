import type { ReactNode } from 'react'
import type { ConsentWords } from '@/lib/consent'
import type { OfferedLanguage } from '../../language-menu'
import { LeaveWords } from '../../leave-words'
import type { PageParts } from './page-parts'
import { WithName } from './run-by'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

/** What is asked, why, who sees it, how long it is kept, that nothing depends on it, and how to withdraw; then the choice. */
export function ConsentPage({
  say,
  language,
  consent,
  languages,
  languageChoice,
  takesFocus,
  resumeAddress,
  children,
}: PageParts & {
  /** Word for word what is kept as agreed to. */
  readonly consent: ConsentWords
  /** Where an interview that was put aside is gone on with. */
  readonly resumeAddress: string
  readonly languages: readonly OfferedLanguage[]
  readonly languageChoice: (language: OfferedLanguage) => ReactNode
  readonly takesFocus: boolean
  /** What else is decided before the start. */
  readonly children: ReactNode
}) {
  const firstLayer = consent.parts.filter(({ isFirstLayer }) => isFirstLayer)
  const secondLayer = consent.parts.filter(({ isFirstLayer }) => !isFirstLayer)
  return (
    <>
      {languages.length > 1 && (
        <ul className="language-row" aria-label={say('page.chooseLanguage')}>
          {languages.map((offered) => (
            <li key={offered.code}>
              {offered.code === language ? (
                <span aria-current="true" lang={offered.code} dir={offered.direction}>
                  {offered.name}
                </span>
              ) : (
                languageChoice(offered)
              )}
            </li>
          ))}
        </ul>
      )}
      <StepHeading takesFocus={takesFocus}>{say('consent.heading')}</StepHeading>
      {consent.lead.map((text) => (
        <p className="lead" key={text}>
          <WithName text={text} name={consent.organisation} />
        </p>
      ))}
      <dl className="layers">
        {firstLayer.map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            {text.map((sentences) => (
              <dd key={sentences}>{sentences}</dd>
            ))}
          </div>
        ))}
      </dl>
      {secondLayer.map(({ title, text }) => (
        <details className="layer" key={title}>
          <summary>{title}</summary>
          {text.map((sentences) => (
            <p key={sentences}>{sentences}</p>
          ))}
        </details>
      ))}
      <p className="leave-words">
        <LeaveWords say={say} />
      </p>
      {children}
      <p>{consent.adult}</p>
      <div className="choices-below">
        <StepButton step="agree" look="primary">
          {consent.agree}
        </StepButton>
        <StepButton step="decline" look="secondary">
          {say('consent.decline')}
        </StepButton>
        <a className="button quiet" href={resumeAddress}>
          {say('resume.link')}
        </a>
      </div>
    </>
  )
}

/** Thanks for whoever does not want to take part or is too young. */
export function DeclinedPage({ say, takesFocus }: PageParts & { readonly takesFocus: boolean }) {
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('declined.heading')}</StepHeading>
      <p className="lead">{say('declined.text')}</p>
      <div className="choices-below">
        <StepButton step="start" look="quiet">
          {say('declined.back')}
        </StepButton>
      </div>
    </>
  )
}
