import type { ReactNode } from 'react'
import type { Keeping } from '../../device/use-keeping'
import type { Queue } from '../../device/use-queue'
import { itemAt, sectionAt } from '../../interview'
import type { OfferedLanguage } from '../../language-menu'
import { ClosedPage } from './closed-page'
import { ConsentPage, DeclinedPage } from './consent-page'
import { DeviceChoice } from './device-choice'
import { EarlierPage } from './earlier-page'
import { FoundPage } from './found-page'
import { HelpContacts } from './help-contacts'
import { helpFor, needsHelp } from './help-to-show'
import { NoNetworkPage } from './no-network-page'
import type { PageParts, QuestionOnPage, TakeStep } from './page-parts'
import type { PageState } from './page-state'
import { QuestionPage } from './question-page'
import { ReviewPage } from './review-page'
import { SaveButton } from './save-button'
import { SavedPage } from './saved-page'
import { SavingTrouble } from './saving-trouble'
import { SectionPage } from './section-page'
import type { SurveyWords } from './survey-words'
import { ThanksPage } from './thanks-page'
import { TroubleSummary } from './trouble-summary'
import type { FoundDraft } from './use-found-draft'

type Props = PageParts & {
  readonly words: SurveyWords
  readonly state: PageState
  readonly found: FoundDraft | null
  readonly takesFocus: boolean
  readonly languages: readonly OfferedLanguage[]
  readonly languageChoice: (language: OfferedLanguage) => ReactNode
  readonly keeping: Keeping
  readonly queue: Queue
  readonly isSending: boolean
  readonly isSaving: boolean
  /** Where an interview that was put aside is gone on with. */
  readonly resumeAddress: string
  /** Address of the folder that recordings and pictures are served from. */
  readonly mediaPath: string
  readonly lend: (question: QuestionOnPage) => void
  readonly takeStep: TakeStep
  readonly onStartAnother: () => void
}

/** The one page that stands at a state of the interview, and below it where to find help. */
export function ShownPage(shown: Props) {
  const { say, questionnaire, words, state } = shown
  const { interview } = state
  const isPressing = needsHelp(questionnaire, words.helpWhen, interview.answers)
  const hasThanks = state.outcome?.kind === 'sent' || state.outcome?.kind === 'queued'
  const help = (
    <HelpContacts
      say={say}
      groups={helpFor(questionnaire, words.contacts, interview.answers)}
      isOpen={isPressing || hasThanks}
    />
  )
  return (
    <>
      <PageAtState {...shown} help={help} />
      {canSave(state) && <SaveButton say={say} isSaving={shown.isSaving} />}
      {!hasThanks && (isPressing || interview.place !== 'consent') && help}
    </>
  )
}

/** Whether the interview can be put aside: it was begun, and nothing has become of it yet. */
function canSave({ interview, outcome }: PageState): boolean {
  const isUnderWay = outcome === null || outcome.kind === 'trouble' || outcome.kind === 'unsaved'
  return isUnderWay && interview.place !== 'consent' && interview.place !== 'declined'
}

function PageAtState({
  say,
  questionnaire,
  language,
  calendar,
  help,
  ...shown
}: Props & { readonly help: ReactNode }) {
  const { words, state, found, takesFocus, keeping, isSending } = shown
  const { interview, outcome } = state
  const parts = { say, questionnaire, language, calendar }
  const page = { ...parts, takesFocus }
  const item = itemAt(questionnaire, interview.place)
  const section = sectionAt(questionnaire, interview.place)
  if (outcome?.kind === 'sent' || outcome?.kind === 'queued') {
    const { waiting, closed, refused } = shown.queue.counts
    const hasArrived = shown.queue.sent.includes(interview.submissionId)
    const isTurnedAway = !hasArrived && waiting === 0 && closed + refused > 0
    return (
      <ThanksPage
        {...page}
        receipt={outcome.receipt}
        consent={words.consent}
        isQueued={outcome.kind === 'queued'}
        isTurnedAway={outcome.kind === 'queued' && (outcome.isClosed || isTurnedAway)}
        hasArrived={hasArrived}
        isWaiting={waiting + closed > 0}
        onStartAnother={shown.onStartAnother}
        help={help}
      />
    )
  }
  if (outcome?.kind === 'saved') return <SavedPage {...page} saved={outcome} />
  if (outcome?.kind === 'closed') return <ClosedPage {...page} text="closed.notSent" />
  if (outcome?.kind === 'closed_meanwhile') return <ClosedPage {...page} text="closed.meanwhile" />
  if (outcome?.kind === 'no_network') return <NoNetworkPage {...page} isSending={isSending} />
  if (found !== null) {
    return (
      <FoundPage
        {...page}
        takesFocus={found.takesFocus}
        isElsewhere={found.isElsewhere}
        onGoOn={found.goOn}
        onErase={found.erase}
        onStartAnother={found.startAnother}
      />
    )
  }
  return (
    <>
      {outcome?.kind === 'trouble' && (
        <TroubleSummary {...parts} trouble={outcome} receipt={interview.receipt} />
      )}
      {outcome?.kind === 'unsaved' && <SavingTrouble say={say} trouble={outcome} isKept={keeping.isKept} />}
      {item !== null ? (
        <QuestionPage
          {...page}
          turn={state}
          item={item}
          media={words.media}
          mediaPath={shown.mediaPath}
          otherNames={words.otherNames}
          lend={shown.lend}
          takeStep={shown.takeStep}
        />
      ) : interview.place === 'earlier' ? (
        <EarlierPage {...page} turn={state} lend={shown.lend} takeStep={shown.takeStep} />
      ) : section !== null ? (
        <SectionPage {...page} section={section} />
      ) : interview.place === 'review' ? (
        <ReviewPage {...page} interview={interview} isSending={isSending} />
      ) : interview.place === 'declined' ? (
        <DeclinedPage {...page} />
      ) : (
        <ConsentPage
          {...page}
          consent={words.consent}
          languages={shown.languages}
          languageChoice={shown.languageChoice}
          resumeAddress={shown.resumeAddress}
        >
          <DeviceChoice
            say={say}
            keeping={keeping}
            onChoose={(isKeeping) => keeping.choose(isKeeping, { interview, language, entry: null })}
          />
        </ConsentPage>
      )}
    </>
  )
}
