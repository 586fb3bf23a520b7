import { useEffect, useRef } from 'react'
import { formatCode } from '@/lib/code'
import { FaultSummary } from '../../fault-summary'
import type { Turn } from '../../interview'
import { faultText } from './fault-text'
import type { PageParts, QuestionOnPage, TakeStep } from './page-parts'
import { QuestionWords } from './question-words'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

const fieldId = 'answer'

/** Asks whoever answered an earlier wave for the code of then; everybody else goes on. */
export function EarlierPage({
  turn,
  takesFocus,
  lend,
  takeStep,
  ...parts
}: PageParts & {
  readonly turn: Turn
  readonly takesFocus: boolean
  /** Gives the form around this page what a press of a button does here, and what stands in the field. */
  readonly lend: (question: QuestionOnPage) => void
  readonly takeStep: TakeStep
}) {
  const { say } = parts
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const entry = () => ({ answer: field.current?.value ?? '', reserved: [] })
    lend({ entry, submit: (step) => takeStep(step, entry()) })
  }, [lend, takeStep])
  const remedy = turn.fault === null ? '' : faultText(parts, turn.fault)
  const given = turn.interview.earlier?.receipt ?? null
  const entered = turn.entry?.answer
  const written = typeof entered === 'string' ? entered : given === null ? '' : formatCode(given)
  return (
    <>
      {remedy !== '' && (
        <FaultSummary heading={say('error.summary')} link={remedy} fieldId={fieldId} attempt={0} />
      )}
      <StepHeading takesFocus={takesFocus && remedy === ''}>{say('earlier.heading')}</StepHeading>
      <p className="lead">{say('earlier.text')}</p>
      <div className="question">
        <label className="field-label" htmlFor={fieldId}>
          {say('earlier.label')}
        </label>
        <QuestionWords hints={[say('withdraw.hint')]} remedy={remedy} />
        <input
          ref={field}
          id={fieldId}
          name="answer"
          type="text"
          className="receipt-input"
          dir="ltr"
          maxLength={100}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={written}
          aria-invalid={remedy !== '' || undefined}
          aria-describedby={remedy === '' ? 'hint-0' : 'hint-0 remedy'}
        />
      </div>
      <div className="steps-below">
        <StepButton step="back" look="secondary">
          {say('question.back')}
        </StepButton>
        <StepButton step="next" look="primary">
          {say('question.next')}
        </StepButton>
      </div>
    </>
  )
}
