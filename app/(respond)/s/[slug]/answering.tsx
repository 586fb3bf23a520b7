import { type FormEvent, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react'
import type { MessageKey } from '@/lib/interface/message'
import { sayIn } from '@/lib/interface/message'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { beginInterview } from '../../begin-interview'
import { closeDraft } from '../../device/drafts'
import { keepLanguageOffline, sendWhenThereIsANetwork } from '../../device/offline'
import type { GivenSurvey } from '../../device/offline-pages'
import { useKeeping } from '../../device/use-keeping'
import { useQueue } from '../../device/use-queue'
import type { Entry } from '../../entry'
import { itemAt, readStep, takeStep as stepTaken } from '../../interview'
import { LanguageMenu, type OfferedLanguage } from '../../language-menu'
import { PageFrame } from '../../page-frame'
import { finishInterview, sealForLater } from './finish-interview'
import type { PageParts, QuestionOnPage } from './page-parts'
import {
  ended,
  firstPageState,
  hasEnded,
  hasFault,
  type Outcome,
  type PageState,
  trouble,
} from './page-state'
import { QueueNotice } from './queue-notice'
import { ShownPage } from './shown-page'
import { EnterButton } from './step-button'
import type { SurveyWords } from './survey-words'
import { useFoundDraft } from './use-found-draft'
import { usePlaceHistory } from './use-place-history'
import { useRoundWatch } from './use-round-watch'
import { useSaving } from './use-saving'
import { isInstalled, useIsScripted } from './use-scripted'
import { fetchWords, showAddress, showLanguage } from './words-in-browser'

/** Everything that a survey is drawn from, before anything was answered. */
export type SurveyProps = GivenSurvey & {
  /** The survey in the language of the page. */
  readonly served: SurveyWords
  readonly languages: readonly OfferedLanguage[]
  /** A demonstration: said on every page. */
  readonly isSample: boolean
  /** The round's public key, which finished interviews are sealed to. */
  readonly sealingKey: string
  /** Answers that are not the person's to give. */
  readonly hidden: Answers
}

/** What the server draws the page with, and gives to the script that takes it over. */
export type AnsweringProps = SurveyProps & {
  readonly first: PageState
  /** The code that this interview was saved under in this sitting, in groups of four; null when it was not. */
  readonly code: string | null
}

/**
 * The whole survey as one form. Without script every button posts it, and the server answers with the next page. With script
 * the same steps are taken here, at once and without the network; only sending needs it.
 */
export function Answering({ first, code, ...survey }: AnsweringProps) {
  const { slug, served, languages, isSample, sealingKey, hidden } = survey
  const base = `/s/${slug}`
  const [state, setState] = useState(first)
  const [words, setWords] = useState(served)
  const [isSending, setIsSending] = useState(false)
  /** As `isSending`, for what happens between two drawings of the page. */
  const isSendingNow = useRef(false)
  const [hasSwitchFailed, setHasSwitchFailed] = useState(false)
  /** Pages turned in the browser; 0 on the page that came from the server. */
  const [turns, setTurns] = useState(0)
  const isScripted = useIsScripted()
  const questionOnPage = useRef<QuestionOnPage | null>(null)
  const lend = useCallback((question: QuestionOnPage) => {
    questionOnPage.current = question
  }, [])

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
      else if (isUnfinished(next)) keep({ interview: next.interview, language, entry: next.entry })
    },
    [keep, forget, language],
  )
  const keepEntry = useCallback(() => questionOnPage.current?.submit('stay'), [])
  const visit = usePlaceHistory(questionnaire, state, show, keepEntry, isSendingNow)

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
  )
  const { save, discard } = saving

  const takeStep = useCallback(
    (step: string, entry: Entry | null) => {
      const turn = stepTaken(questionnaire, interview, readStep(step), entry, words.consent.id)
      if (step === 'save') void save(turn.interview)
      else visit({ ...turn, outcome: null })
      if (step === 'decline' && interview.agreedTo !== null) discard(interview.submissionId)
    },
    [questionnaire, interview, visit, save, discard, words.consent.id],
  )

  useRoundWatch(slug, isUnfinished(state) && turns > 0, turns, () => {
    if (isSendingNow.current) return
    forget(interview.submissionId)
    show(ended(interview, { kind: 'closed_meanwhile' }))
  })

  useEffect(() => {
    // A phone that rings or dies asks nobody: what stands in the fields is kept when the page goes out of sight.
    const keepInTime = () => {
      if (document.visibilityState !== 'hidden' || !isUnfinished(state) || isSendingNow.current) return
      const entry = questionOnPage.current?.entry() ?? null
      const turn = stepTaken(questionnaire, state.interview, { do: 'stay' }, entry, '')
      keep({ interview: turn.interview, language, entry: turn.entry })
    }
    document.addEventListener('visibilitychange', keepInTime)
    return () => document.removeEventListener('visibilitychange', keepInTime)
  }, [state, questionnaire, language, keep])

  async function finish(isSealedOnly: boolean) {
    if (isSendingNow.current) return
    isSendingNow.current = true
    setIsSending(true)
    closeDraft(interview.submissionId, true)
    try {
      const next = isSealedOnly
        ? await sealForLater(destination, interview)
        : await finishInterview(destination, interview, keeping.isKeeping)
      if (hasEnded(next)) forget(interview.submissionId)
      else closeDraft(interview.submissionId, false)
      show(next)
      queue.look()
      if (next.outcome?.kind === 'queued') void sendWhenThereIsANetwork()
    } catch {
      closeDraft(interview.submissionId, false)
      show(trouble(interview, 'unexpected'))
    } finally {
      isSendingNow.current = false
      setIsSending(false)
    }
  }

  async function switchLanguage(chosen: string): Promise<boolean> {
    setHasSwitchFailed(false)
    const fetched = await fetchWords(slug, chosen)
    if (fetched === null) {
      setHasSwitchFailed(true)
      return false
    }
    keepEntry()
    setTurns((count) => count + 1)
    showLanguage(fetched, base)
    setWords(fetched)
    void keepLanguageOffline({ ...survey, served: fetched, title: titleIn(fetched) }, true)
    return true
  }

  const isStart = turns === 0 && interview.place === 'consent' && outcome === null
  const found = useFoundDraft(slug, isStart, async (draft) => {
    if (draft.language !== language && !(await switchLanguage(draft.language))) return
    keeping.choose(true, draft)
    visit({ interview: draft.interview, entry: draft.entry, fault: null, outcome: null })
  })

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    // What is on its way is not changed under way: the page that comes next says what became of it.
    if (isSendingNow.current) return
    const { submitter } = event.nativeEvent as SubmitEvent
    const button = submitter instanceof HTMLButtonElement ? submitter : null
    const chosenLanguage = button?.dataset.language
    const step = button?.value ?? 'next'
    if (chosenLanguage !== undefined) void switchLanguage(chosenLanguage)
    else if (step === 'send' || step === 'seal') void finish(step === 'seal')
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
  const item = itemAt(questionnaire, interview.place)
  const hasTrouble = outcome?.kind === 'trouble' || outcome?.kind === 'unsaved'
  const isUnderWay = outcome === null || hasTrouble
  const title = say(hasFault(state) ? 'page.titleWithError' : 'page.title')
  useEffect(() => {
    document.title = title
  }, [title])
  const alert: MessageKey | null = hasSwitchFailed
    ? 'page.switchFailed'
    : isUnfinished(state) && keeping.notice === 'device.keepFailed'
      ? keeping.notice
      : null
  useEffect(() => {
    // Opened by a code: the page came from the address of that form, which loading it again would only ask for.
    if (window.location.pathname.startsWith(`${base}/continue`)) showAddress(base, served.language)
  }, [base, served.language])
  return (
    <form method="post" action={`${base}/${language}`} onSubmit={onSubmit} noValidate>
      {item !== null && isUnderWay && <EnterButton />}
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
        {isScripted && <QueueNotice say={say} queue={queue} />}
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
            onStartAnother={() => show(firstPageState(beginInterview(hidden)))}
          />
        </div>
      </PageFrame>
    </form>
  )
}

function titleIn({ language, messages }: SurveyWords): string {
  return sayIn(language, messages)('page.title')
}

const unfinishedOutcomes: readonly Outcome['kind'][] = ['trouble', 'no_network', 'saved', 'unsaved']

/** Whether there is something to keep: an interview that was begun and has not ended. */
function isUnfinished({ interview, outcome }: PageState): boolean {
  const isUnderWay = interview.place !== 'consent' && interview.place !== 'declined'
  return isUnderWay && (outcome === null || unfinishedOutcomes.includes(outcome.kind))
}
