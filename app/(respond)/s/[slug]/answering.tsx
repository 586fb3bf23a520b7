import { type FormEvent, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react'
import type { MessageKey } from '@/lib/interface/message'
import { sayIn } from '@/lib/interface/message'
import { beginInterview } from '../../begin-interview'
import { useKeeping } from '../../device/use-keeping'
import { useQueue } from '../../device/use-queue'
import type { Entry } from '../../entry'
import { isBegun, itemAt, takeStep as stepTaken } from '../../interview'
import { LanguageMenu, type OfferedLanguage } from '../../language-menu'
import { PageFrame } from '../../page-frame'
import { readStep } from '../../step'
import type { PageParts, QuestionOnPage } from './page-parts'
import { ended, firstPageState, hasFault, isUnfinished, type PageState } from './page-state'
import { QueueNotice } from './queue-notice'
import { ShownPage } from './shown-page'
import { EnterButton } from './step-button'
import type { AnsweringProps } from './survey-props'
import { useFoundDraft } from './use-found-draft'
import { useKeepInTime } from './use-keep-in-time'
import { useLanguageSwitch } from './use-language-switch'
import { usePlaceHistory } from './use-place-history'
import { useRoundWatch } from './use-round-watch'
import { useSaving } from './use-saving'
import { isInstalled, useIsScripted } from './use-scripted'
import { useSending } from './use-sending'

/**
 * The whole survey as one form. Without script every button posts it, and the server answers with the next page. With script
 * the same steps are taken here, at once and without the network; only sending needs it.
 */
export function Answering({ first, code, ...survey }: AnsweringProps) {
  const { slug, languages, isSample, sealingKey, hidden, asksEarlier } = survey
  const base = `/s/${slug}`
  const [state, setState] = useState(first)
  /** Whether answers are on their way to the server: the page is not changed under way, nor between two drawings of it. */
  const isHeld = useRef(false)
  /** Pages turned in the browser; 0 on the page that came from the server. */
  const [turns, setTurns] = useState(0)
  const isScripted = useIsScripted()
  const questionOnPage = useRef<QuestionOnPage | null>(null)
  const lend = useCallback((question: QuestionOnPage) => {
    questionOnPage.current = question
  }, [])

  const keepEntry = useCallback(() => questionOnPage.current?.submit('stay'), [])
  /** The language of the page, also for what was begun before it was drawn in it. */
  const spoken = useRef(survey.served.language)
  const { words, hasFailed, isSlow, switchTo } = useLanguageSwitch(survey, base, (next) => {
    spoken.current = next
    keepEntry()
    setTurns((count) => count + 1)
  })
  const { questionnaire, language, calendar } = words
  const say = sayIn(language, words.messages)
  const parts: PageParts = { say, questionnaire, language, calendar }
  const { interview, outcome } = state
  const destination = { slug, sealingKey, words }

  const keeping = useKeeping(slug, isInstalled())
  const queue = useQueue()
  const { keep, forget } = keeping
  const show = useCallback(
    (next: PageState) => {
      questionOnPage.current = null
      setState(next)
      setTurns((count) => count + 1)
      if (next.interview.place === 'declined') forget(next.interview.submissionId)
      else if (isUnfinished(next)) {
        keep({ interview: next.interview, language: spoken.current, entry: next.entry })
      }
    },
    [keep, forget],
  )
  const visit = usePlaceHistory(questionnaire, state, show, keepEntry, isHeld)

  const turnTo = useCallback((next: SetStateAction<PageState>) => {
    setState(next)
    setTurns((count) => count + 1)
  }, [])
  const saving = useSaving(
    { slug, version: questionnaire.version, language },
    code,
    turnTo,
    keepEntry,
    forget,
    isHeld,
  )
  const { save, discard } = saving

  const takeStep = useCallback(
    (step: string, entry: Entry | null) => {
      const turn = stepTaken(questionnaire, interview, readStep(step), entry, words.consent.id)
      if (step === 'save') void save(turn.interview)
      else visit({ ...turn, outcome: null })
      if (step === 'decline' && isBegun(interview)) discard(interview.submissionId)
    },
    [questionnaire, interview, visit, save, discard, words.consent.id],
  )

  useRoundWatch(slug, isUnfinished(state) && turns > 0, turns, () => {
    if (isHeld.current) return
    forget(interview.submissionId)
    show(ended(interview, { kind: 'closed_meanwhile' }))
  })

  useKeepInTime(questionnaire, language, state, keep, questionOnPage)
  const { isSending, finish } = useSending(destination, keeping, queue, isHeld, show)

  const isStart = turns === 0 && interview.place === 'consent' && !isBegun(interview) && outcome === null
  const found = useFoundDraft(slug, isStart, async (draft) => {
    if (draft.language !== language && !(await switchTo(draft.language))) return false
    keeping.choose(true, draft)
    visit({ interview: draft.interview, entry: draft.entry, fault: null, outcome: null })
    return true
  })

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    const button = submitter instanceof HTMLButtonElement ? submitter : null
    // Posted to another window: this page stays as it is.
    if (button?.formTarget === '_blank') return
    event.preventDefault()
    // What is on its way is not changed under way: the page that comes next says what became of it.
    if (isHeld.current) return
    const chosenLanguage = button?.dataset.language
    const step = button?.value ?? 'next'
    if (chosenLanguage !== undefined) void switchTo(chosenLanguage)
    else if (step === 'send' || step === 'seal') void finish(interview, step === 'seal')
    else if (step === 'goOn') show({ ...state, outcome: null })
    else if (questionOnPage.current !== null) questionOnPage.current.submit(step)
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
  const hasField = itemAt(questionnaire, interview.place) !== null || interview.place === 'earlier'
  const hasTrouble = outcome?.kind === 'trouble' || outcome?.kind === 'unsaved'
  const isUnderWay = outcome === null || hasTrouble
  const title = say(hasFault(state) ? 'page.titleWithError' : 'page.title')
  useEffect(() => {
    document.title = title
  }, [title])
  const alert: MessageKey | null = hasFailed
    ? 'page.switchFailed'
    : isUnfinished(state) && keeping.notice === 'device.keepFailed'
      ? keeping.notice
      : null
  return (
    <form method="post" action={`${base}/${language}`} onSubmit={onSubmit} noValidate>
      {hasField && isUnderWay && <EnterButton />}
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="interview" value={JSON.stringify(interview)} />
      {saving.code !== null && outcome?.kind !== 'sent' && (
        <input type="hidden" name="code" value={saving.code} />
      )}
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
        {isScripted && <QueueNotice say={say} queue={queue} consent={words.consent} />}
        <p className="switching" role="status">
          {isSlow ? say('page.switching') : ''}
        </p>
        {alert !== null && (
          <p className="summary" role="alert">
            {say(alert)}
          </p>
        )}
        <div key={`${turns}-${language}`}>
          <ShownPage
            {...parts}
            words={words}
            state={state}
            found={found}
            takesFocus={turns > 0 && !hasTrouble}
            languages={languages}
            languageChoice={languageChoice}
            keeping={keeping}
            queue={queue}
            isSaving={saving.isSaving}
            resumeAddress={`${base}/continue/${language}`}
            mediaPath={`${base}/media`}
            isSending={isSending}
            lend={lend}
            takeStep={takeStep}
            onStartAnother={() => visit(firstPageState(beginInterview(hidden, asksEarlier)))}
          />
        </div>
      </PageFrame>
    </form>
  )
}
