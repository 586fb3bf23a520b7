import type { ReactNode } from 'react'
import { answerLines } from '@/app/ui/fields/answer-text'
import { formatCode } from '@/lib/code'
import { answerOf } from '@/lib/questionnaire/answer-values'
import type { Item, Section } from '@/lib/questionnaire/definition'
import { relevantItems } from '@/lib/questionnaire/flow'
import { textFiller } from '../../filled-item'
import type { Interview } from '../../interview'
import { type PageParts, textOf } from './page-parts'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

/** All answers before they are sent, each with the way to change it. */
export function ReviewPage({
  interview,
  isSending,
  takesFocus,
  ...parts
}: PageParts & {
  readonly interview: Interview
  readonly isSending: boolean
  readonly takesFocus: boolean
}) {
  const { say, questionnaire } = parts
  const asked = relevantItems(questionnaire, interview.answers).filter(({ type }) => type !== 'note')
  return (
    <>
      <StepHeading takesFocus={takesFocus}>{say('review.heading')}</StepHeading>
      <p className="lead">
        {asked.every(({ id }) => answerOf(interview.answers, id) === undefined)
          ? say('review.nothingAnswered')
          : say('review.text')}
      </p>
      {interview.earlier && <ReviewedCode say={say} receipt={interview.earlier.receipt} />}
      {questionnaire.sections.map((section) => (
        <ReviewedSection
          key={section.id}
          {...parts}
          section={section}
          items={asked.filter((item) => section.items.includes(item.id))}
          interview={interview}
        />
      ))}
      <div className="steps-below">
        <StepButton step="back" look="secondary">
          {say('question.back')}
        </StepButton>
        <StepButton step="send" look="primary" isBusy={isSending}>
          {isSending ? say('review.sending') : say('review.send')}
        </StepButton>
      </div>
      <p className="unseen" role="status">
        {isSending ? say('review.sending') : ''}
      </p>
    </>
  )
}

/** The code of an earlier wave, given or not. */
function ReviewedCode({ say, receipt }: { readonly say: PageParts['say']; readonly receipt: string | null }) {
  const label = say('earlier.label')
  return (
    <section className="reviewed" aria-labelledby="review-earlier">
      <h2 id="review-earlier">{say('earlier.heading')}</h2>
      <dl>
        <ReviewedLine say={say} question={label} step="earlier">
          {receipt !== null && <bdi dir="ltr">{formatCode(receipt)}</bdi>}
        </ReviewedLine>
      </dl>
    </section>
  )
}

function ReviewedSection({
  section,
  items,
  interview,
  ...parts
}: PageParts & {
  readonly section: Section
  readonly items: readonly Item[]
  readonly interview: Interview
}) {
  const { say, questionnaire } = parts
  if (items.length === 0) return null
  const title = textOf(questionnaire, section.title)
  const isSkipped = interview.skippedSections.includes(section.id)
  return (
    <section className="reviewed" aria-labelledby={`review-${section.id}`}>
      <h2 id={`review-${section.id}`}>{title}</h2>
      {isSkipped ? (
        <div className="reviewed-skip">
          <p>{say('review.sectionSkipped')}</p>
          <ChangeButton say={say} step={`ask:${section.id}`} question={title} />
        </div>
      ) : (
        <dl>
          {items.map((item) => (
            <ReviewedItem key={item.id} {...parts} item={item} interview={interview} />
          ))}
        </dl>
      )}
    </section>
  )
}

function ReviewedItem({
  say,
  questionnaire,
  calendar,
  item,
  interview,
}: PageParts & { readonly item: Item; readonly interview: Interview }) {
  const question = textFiller({ questionnaire, calendar }, interview.answers)(item.label)
  const answer = answerOf(interview.answers, item.id)
  return (
    <ReviewedLine say={say} question={question} step={`change:${item.id}`}>
      {answer !== undefined &&
        answerLines({ questionnaire, calendar }, item, answer).map((line) => (
          <span key={line} dir={item.type === 'text' ? 'auto' : undefined}>
            {line}
          </span>
        ))}
    </ReviewedLine>
  )
}

function ReviewedLine({
  say,
  question,
  step,
  children,
}: {
  readonly say: PageParts['say']
  readonly question: string
  /** That of its button. */
  readonly step: string
  /** What was answered; false for nothing. */
  readonly children: ReactNode
}) {
  return (
    <div>
      <dt>{question}</dt>
      <dd>{children || <span className="no-answer">{say('review.notAnswered')}</span>}</dd>
      <dd className="change">
        <ChangeButton say={say} step={step} question={question} />
      </dd>
    </div>
  )
}

function ChangeButton({
  say,
  step,
  question,
}: {
  readonly say: PageParts['say']
  readonly step: string
  readonly question: string
}) {
  return (
    <StepButton step={step} look="quiet">
      <span aria-hidden="true">{say('review.change')}</span>
      <span className="unseen">{say('review.changeNamed', { question })}</span>
    </StepButton>
  )
}
