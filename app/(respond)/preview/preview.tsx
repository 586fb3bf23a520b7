import {
  Component,
  type FormEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { sayIn } from '@/lib/interface/message'
import { faultOf } from '@/lib/questionnaire/answer-fault'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { dayAnswers, waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import { dateText } from '@/lib/questionnaire/calendar'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { keepRelevantAnswers, relevantItems } from '@/lib/questionnaire/flow'
import { directionOf } from '@/lib/questionnaire/language'
import { unrolled } from '@/lib/questionnaire/repeats'
import { isSkippableSection } from '@/lib/questionnaire/skippable-section'
import { withoutFaults } from '@/lib/questionnaire/without-faults'
import { beginInterview } from '../begin-interview'
import type { Entry } from '../entry'
import { type Interview, itemAt, type Place, sectionAt, takeStep as stepTaken, type Turn } from '../interview'
import type { PageParts, QuestionOnPage } from '../s/[slug]/page-parts'
import { QuestionPage } from '../s/[slug]/question-page'
import { ReviewPage } from '../s/[slug]/review-page'
import { SectionPage } from '../s/[slug]/section-page'
import { EnterButton, StepButton } from '../s/[slug]/step-button'
import { StepHeading } from '../s/[slug]/step-heading'
import { readStep } from '../step'
import { otherNamesIn, questionnaireIn } from '../survey-in-language'
import type { PreviewWords } from './preview-words'
import { readShown, type Shown } from './told'

const agreement = 'preview'

/** A turn, and whether a step on these pages led to it: then its heading takes the focus, as it does for who answers. */
type TurnInPreview = Turn & { readonly isTakenHere: boolean }

/** A practice interview with the draft that an editor shows. Its answers live here alone, and nothing is sent. */
export function Preview() {
  const [shown, setShown] = useState<Shown | null>(null)
  const [words, setWords] = useState<PreviewWords | null>(null)
  const [turn, setTurn] = useState<TurnInPreview>(begun)
  /** Pages turned here, so that each is drawn anew. */
  const [turns, setTurns] = useState(0)

  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== window.parent) return
      const told = readShown(data)
      if (told === null) return
      setShown(told)
      const place = placeOf(told)
      if (place === null) return
      setTurn((before) => {
        if (before.interview.place === place) return before
        return { interview: { ...before.interview, place }, entry: null, fault: null, isTakenHere: false }
      })
    }
    window.addEventListener('message', listen)
    window.parent.postMessage({ kind: 'ready' }, location.origin)
    return () => window.removeEventListener('message', listen)
  }, [])

  const language = shown?.language ?? null
  useEffect(() => {
    if (language === null) return
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
    let isWanted = true
    fetch(`/preview/words/${language}`)
      .then((answer) => answer.json())
      .then((found: PreviewWords) => {
        if (isWanted) setWords(found)
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [language])

  if (shown === null || words === null || words.language !== language) return null
  return (
    <Failing of={shown}>
      <Practice
        shown={shown}
        words={words}
        turn={turn}
        turns={turns}
        onTurn={(next, itemId) => {
          setTurn({ ...next, isTakenHere: true })
          setTurns((count) => count + 1)
          window.parent.postMessage({ kind: 'at', item: itemId }, location.origin)
        }}
      />
    </Failing>
  )
}

/** The draft as a person would meet it in its language. */
function Practice({
  shown: { questionnaire: draft, language },
  words,
  turn,
  turns,
  onTurn,
}: {
  readonly shown: Shown
  readonly words: PreviewWords
  readonly turn: TurnInPreview
  readonly turns: number
  readonly onTurn: (turn: Turn, itemId: string | null) => void
}) {
  const questionnaire = useMemo(
    () => questionnaireIn(unrolled(withoutFaults(draft)), language, 1),
    [draft, language],
  )
  const parts: PageParts = {
    say: sayIn(language, words.messages),
    questionnaire,
    language,
    calendar: words.calendar,
  }
  return (
    <PracticePage
      key={`${turns} ${turn.interview.place} ${language}`}
      parts={parts}
      turn={turn}
      onTurn={(next) => onTurn(next, itemAt(questionnaire, next.interview.place)?.id ?? null)}
    />
  )
}

/** Where the editor is. A section that nobody can skip has no page of its own: its words stand over its first question. */
function placeOf({ questionnaire, place }: Shown): Place | null {
  if (place === null) return null
  if ('item' in place) return `item:${place.item}`
  const section = questionnaire.sections.find(({ id }) => id === place.section)
  const [first] = section?.items ?? []
  return section === undefined || first === undefined || isSkippableSection(questionnaire, section)
    ? `section:${place.section}`
    : `item:${first}`
}

function begun(): TurnInPreview {
  const interview: Interview = { ...beginInterview({}, false), agreedTo: agreement, place: 'consent' }
  return { interview, entry: null, fault: null, isTakenHere: false }
}

function PracticePage({
  parts,
  turn: given,
  onTurn,
}: {
  readonly parts: PageParts
  readonly turn: TurnInPreview
  readonly onTurn: (turn: Turn) => void
}) {
  const { say, questionnaire } = parts
  const [isSent, setSent] = useState(false)
  const questionOnPage = useRef<QuestionOnPage | null>(null)
  const lend = useCallback((question: QuestionOnPage) => {
    questionOnPage.current = question
  }, [])
  const answers = answersThatFit(questionnaire, given.interview.answers)
  const turn: Turn = { ...given, interview: { ...given.interview, answers } }
  const { interview } = turn
  const take = useRef<(step: string, entry: Entry | null) => void>(() => undefined)
  take.current = (step, entry) =>
    onTurn(stepTaken(questionnaire, interview, readStep(step), entry, agreement))
  const takeStep = useCallback((step: string, entry: Entry | null) => take.current(step, entry), [])

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const step = submitter instanceof HTMLButtonElement ? submitter.value : 'next'
    if (step === 'send') setSent(true)
    else if (questionOnPage.current !== null) questionOnPage.current.submit(step)
    else takeStep(step, null)
  }

  const item = itemAt(questionnaire, interview.place)
  const section = sectionAt(questionnaire, interview.place)
  const page = { ...parts, takesFocus: given.isTakenHere }
  return (
    <form onSubmit={onSubmit} noValidate>
      {item !== null && <EnterButton />}
      <div className="page">
        <main>
          {item !== null && !relevantItems(questionnaire, answers).includes(item) && (
            <Remark>After the answers given here, nobody is asked this.</Remark>
          )}
          {item !== null && isTooLong(item) ? (
            <Remark>This scale has too many steps to be shown.</Remark>
          ) : item !== null ? (
            <QuestionPage
              {...page}
              turn={turn}
              item={item}
              media={{}}
              mediaPath=""
              otherNames={otherNamesIn(questionnaire, parts.language)}
              lend={lend}
              takeStep={takeStep}
            />
          ) : section !== null ? (
            <SectionPage {...page} section={section} />
          ) : interview.place === 'review' ? (
            <>
              {isSent && <Remark>This is a preview: nothing is sent.</Remark>}
              <ReviewPage {...page} interview={interview} isSending={false} />
            </>
          ) : interview.place.startsWith('item:') ? (
            <Remark>Nobody is asked this.</Remark>
          ) : (
            <>
              <Remark>Here stands what people agree to: the consent text of the round.</Remark>
              <StepHeading takesFocus={given.isTakenHere}>{say('consent.heading')}</StepHeading>
              <div className="steps-below">
                <StepButton step="agree" look="primary">
                  {say('question.next')}
                </StepButton>
              </div>
            </>
          )}
        </main>
      </div>
    </form>
  )
}

/** More steps than this no phone shows, and drawing them would stop the page around. */
const mostSteps = 200

function isTooLong(item: Item): boolean {
  return item.type === 'scale' && !((item.max - item.min) / item.step <= mostSteps)
}

/** The answers that the draft still takes, and those that are not the person's to give, as the first wave has them. */
function answersThatFit(questionnaire: Questionnaire, given: Answers): Answers {
  const now = new Date()
  const filledIn = {
    ...waveAnswers(questionnaire, 1),
    ...dayAnswers(questionnaire, dateText([now.getFullYear(), now.getMonth() + 1, now.getDate()])),
  }
  const fitting = Object.entries(given).filter(([itemId, answer]) => {
    const item = questionnaire.items.find(({ id }) => id === itemId)
    return item !== undefined && faultOf(questionnaire, item, answer) === null
  })
  return keepRelevantAnswers(questionnaire, { ...Object.fromEntries(fitting), ...filledIn }).answers
}

/** For who edits, not a part of the interview. */
function Remark({ children }: { readonly children: ReactNode }) {
  return (
    <p className="sample" lang="en" dir="ltr" role="status">
      {children}
    </p>
  )
}

/** Says that a question cannot be drawn as it stands, and draws again when the draft has changed. */
class Failing extends Component<
  { readonly of: Shown; readonly children: ReactNode },
  { readonly failed: Shown | null }
> {
  override state: { readonly failed: Shown | null } = { failed: null }

  override componentDidCatch() {
    this.setState({ failed: this.props.of })
  }

  override render() {
    if (this.state.failed === this.props.of) {
      return <Remark>This can be shown once its problems are put right.</Remark>
    }
    return this.props.children
  }
}
