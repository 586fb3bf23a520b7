import type { ReactNode } from 'react'
import type { OfferedLanguage } from '../../language-menu'
import { type PageParts, textOf } from './page-parts'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

const layers = [
  ['consent.why.title', 'consent.why.text'],
  ['consent.free.title', 'consent.free.text'],
  ['consent.who.title', 'consent.who.text'],
  ['consent.kept.title', 'consent.kept.text'],
  ['consent.withdraw.title', 'consent.withdraw.text'],
] as const

/** What is asked, why, who sees it, how long it is kept, that nothing depends on it, and how to withdraw; then the choice. */
export function ConsentPage({
  say,
  questionnaire,
  language,
  languages,
  languageChoice,
  takesFocus,
}: PageParts & {
  readonly languages: readonly OfferedLanguage[]
  readonly languageChoice: (language: OfferedLanguage) => ReactNode
  readonly takesFocus: boolean
}) {
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
      <p className="lead">{textOf(questionnaire, questionnaire.intro)}</p>
      <dl className="layers">
        {layers.map(([title, text]) => (
          <div key={title}>
            <dt>{say(title)}</dt>
            <dd>{say(text)}</dd>
          </div>
        ))}
      </dl>
      <p>{say('consent.adult')}</p>
      <div className="choices-below">
        <StepButton step="agree" look="primary">
          {say('consent.agree')}
        </StepButton>
        <StepButton step="decline" look="secondary">
          {say('consent.decline')}
        </StepButton>
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
