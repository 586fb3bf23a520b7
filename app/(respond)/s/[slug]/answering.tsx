import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Entry } from '../../entry'
import { itemAt, readStep, sectionAt, takeStep as stepTaken } from '../../interview'
import { LanguageMenu, type OfferedLanguage } from '../../language-menu'
import { sayIn } from '../../message'
import { PageFrame } from '../../page-frame'
import { ClosedPage } from './closed-page'
import { ConsentPage, DeclinedPage } from './consent-page'
import type { PageParts } from './page-parts'
import { hasFault, type PageState } from './page-state'
import { QuestionPage } from './question-page'
import { ReviewPage } from './review-page'
import { SectionPage } from './section-page'
import { sendFromBrowser } from './send-from-browser'
import { EnterButton } from './step-button'
import type { SurveyWords } from './survey-words'
import { ThanksPage } from './thanks-page'
import { TroubleSummary } from './trouble-summary'
import { usePlaceHistory } from './use-place-history'
import { fetchWords, showLanguage } from './words-in-browser'

/** What the server draws the page with, and gives to the script that takes it over. */
export type AnsweringProps = {
  readonly slug: string
  /** The survey in the language of the page. */
  readonly served: SurveyWords
  readonly languages: readonly OfferedLanguage[]
  /** A demonstration: said on every page. */
  readonly isSample: boolean
  readonly first: PageState
}

/**
 * The whole survey as one form. Without script every button posts it, and the server answers with the next page. With script
 * the same steps are taken here, at once and without the network; only sending needs it.
 */
export function Answering({ slug, served, languages, isSample, first }: AnsweringProps) {
  const base = `/s/${slug}`
  const [state, setState] = useState(first)
  const [words, setWords] = useState(served)
  const [isSending, setIsSending] = useState(false)
  const [hasSwitchFailed, setHasSwitchFailed] = useState(false)
  /** Pages turned in the browser; 0 on the page that came from the server. */
  const [turns, setTurns] = useState(0)
  const submitQuestion = useRef<((step: string) => void) | null>(null)
  const catchSubmit = useCallback((submit: (step: string) => void) => {
    submitQuestion.current = submit
  }, [])

  const { questionnaire, language } = words
  const say = sayIn(language, words.messages)
  const parts: PageParts = { say, questionnaire, language }
  const { interview, outcome } = state

  const show = useCallback((next: PageState) => {
    submitQuestion.current = null
    setState(next)
    setTurns((count) => count + 1)
  }, [])
  const keepEntry = useCallback(() => submitQuestion.current?.('stay'), [])
  const visit = usePlaceHistory(questionnaire, state, show, keepEntry)

  const takeStep = useCallback(
    (step: string, entry: Entry | null) => {
      visit({ ...stepTaken(questionnaire, interview, readStep(step), entry), outcome: null })
    },
    [questionnaire, interview, visit],
  )

  async function send() {
    if (isSending) return
    setIsSending(true)
    show(await sendFromBrowser(slug, questionnaire, language, interview))
    setIsSending(false)
  }

  async function switchLanguage(code: string) {
    setHasSwitchFailed(false)
    const fetched = await fetchWords(slug, code)
    if (fetched === null) {
      setHasSwitchFailed(true)
      return
    }
    keepEntry()
    setTurns((count) => count + 1)
    showLanguage(fetched, base)
    setWords(fetched)
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const button = submitter instanceof HTMLButtonElement ? submitter : null
    const chosenLanguage = button?.dataset.language
    const step = button?.value ?? 'next'
    if (chosenLanguage !== undefined) void switchLanguage(chosenLanguage)
    else if (step === 'send') void send()
    else if (submitQuestion.current !== null) submitQuestion.current(step)
    else takeStep(step, null)
  }

  const languageChoice = ({ code, name, direction }: OfferedLanguage) => (
    <button
      type="submit"
      name="step"
      value="stay"
      formAction={`${base}/${code}`}
      data-language={code}
      lang={code}
      dir={direction}
    >
      {name}
    </button>
  )
  const item = itemAt(questionnaire, interview.place)
  const section = sectionAt(questionnaire, interview.place)
  const page = { ...parts, takesFocus: turns > 0 && outcome?.kind !== 'trouble' }
  const title = say(hasFault(state) ? 'page.titleWithError' : 'page.title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <form method="post" action={`${base}/${language}`} onSubmit={onSubmit} noValidate>
      {item !== null && outcome?.kind !== 'sent' && <EnterButton />}
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="interview" value={JSON.stringify(interview)} />
      {outcome?.kind === 'sent' && <input type="hidden" name="receipt" value={outcome.receipt} />}
      <PageFrame
        say={say}
        languages={
          interview.place === 'consent' && outcome === null ? null : (
            <LanguageMenu
              key={language}
              label={say('page.languages')}
              languages={languages}
              current={language}
              choice={languageChoice}
            />
          )
        }
      >
        {isSample && <p className="sample">{say('page.sample')}</p>}
        {hasSwitchFailed && (
          <p className="summary" role="alert">
            {say('page.switchFailed')}
          </p>
        )}
        <div key={`${turns}-${language}`}>
          {outcome?.kind === 'trouble' && <TroubleSummary {...parts} trouble={outcome} />}
          {outcome?.kind === 'sent' ? (
            <ThanksPage {...page} receipt={outcome.receipt} />
          ) : outcome?.kind === 'closed' ? (
            <ClosedPage {...page} />
          ) : item !== null ? (
            <QuestionPage {...page} turn={state} item={item} catchSubmit={catchSubmit} takeStep={takeStep} />
          ) : section !== null ? (
            <SectionPage {...page} section={section} />
          ) : interview.place === 'review' ? (
            <ReviewPage {...page} interview={interview} isSending={isSending} />
          ) : interview.place === 'declined' ? (
            <DeclinedPage {...page} />
          ) : (
            <ConsentPage {...page} languages={languages} languageChoice={languageChoice} />
          )}
        </div>
      </PageFrame>
    </form>
  )
}
