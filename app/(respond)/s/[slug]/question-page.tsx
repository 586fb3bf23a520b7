import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import type { FieldEntry, FieldOption } from '@/app/ui/fields/field'
import type { Item } from '@/lib/questionnaire/definition'
import { startingAnswer } from '@/lib/questionnaire/starting-answer'
import type { SurveyMedia } from '@/lib/survey-media'
import { entryOf, fieldKindOf, hasReservedBeside } from '../../entry'
import { FaultSummary } from '../../fault-summary'
import { textFiller } from '../../filled-item'
import type { Turn } from '../../interview'
import { AnswerField, ReservedBeside } from './answer-field'
import { dateFieldId } from './date-question'
import { faultText } from './fault-text'
import { entryFrom, entryResolver, fieldOptions, saidEnd, scaleEnds } from './field-entry'
import { ListenToOption, ListenToQuestion } from './listen-button'
import type { PageParts, QuestionOnPage, TakeStep } from './page-parts'
import { Progress, SectionWords } from './question-frame'
import { describedBy, hintsFor, QuestionWords } from './question-words'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'
import type { OtherNames } from './survey-words'
import { useListening } from './use-listening'

const fieldId = 'answer'

/** One question with its field, checked at once by the engine when script runs, by the server when not. */
export function QuestionPage({
  turn,
  item,
  media,
  mediaPath,
  otherNames,
  takesFocus,
  lend,
  takeStep,
  ...parts
}: PageParts & {
  readonly turn: Turn
  readonly item: Item
  readonly media: SurveyMedia
  /** Address of the folder that the files of `media` are served from. */
  readonly mediaPath: string
  readonly otherNames: OtherNames
  readonly takesFocus: boolean
  /** Gives the form around this page what a press of a button does here, and what stands in the fields. */
  readonly lend: (question: QuestionOnPage) => void
  readonly takeStep: TakeStep
}) {
  const { say, questionnaire, language } = parts
  const { answers } = turn.interview
  const kind = fieldKindOf(questionnaire, item)
  const start = startingAnswer(questionnaire, item, answers)
  const shown = turn.entry ?? entryOf(questionnaire, item, answers[item.id] ?? start)
  const fileAt = (place: string, kind: 'audio' | 'image') => {
    const name = media[place]?.[kind]
    return name === undefined ? undefined : `${mediaPath}/${name}`
  }
  const picture = fileAt(item.id, 'image')
  const ends = scaleEnds(questionnaire, item).map((end) => saidEnd(language, end).label)
  const listening = useListening(language)
  const listenTo = ({ code, label }: FieldOption) => (
    <ListenToOption
      say={say}
      listening={listening}
      clip={{ key: `option ${code}`, recording: fileAt(`${item.id}/${code}`, 'audio'), text: label }}
    />
  )
  const form = useForm<FieldEntry>({
    // No default values: what somebody chose before the script came stands in the page, and is read from there.
    resolver: entryResolver(parts, item, answers),
    shouldFocusError: false,
  })
  const { handleSubmit, getValues, formState } = form
  useEffect(() => {
    const entry = () => entryFrom(item, getValues())
    lend({
      entry,
      submit: (step) => {
        if (step === 'next') void handleSubmit((values) => takeStep(step, entryFrom(item, values)))()
        else takeStep(step, entry())
      },
    })
  }, [lend, handleSubmit, getValues, takeStep, item])

  const filled = textFiller(parts, answers)
  const remedy = formState.isSubmitted
    ? filled(formState.errors.answer?.message)
    : turn.fault === null
      ? ''
      : filled(faultText(parts, turn.fault))
  const faultCode = formState.isSubmitted ? formState.errors.answer?.type : turn.fault?.code
  const question = filled(item.label)
  const hints = hintsFor(parts, item).map(filled)
  const field = {
    ...parts,
    id: fieldId,
    describedBy: describedBy(item, hints, remedy),
    hasFault: remedy !== '',
    item,
    options: fieldOptions(questionnaire, item, answers, otherNames[item.id], (code) =>
      fileAt(`${item.id}/${code}`, 'image'),
    ).map((option) => ({ ...option, label: filled(option.label) })),
    form,
    shown,
    faultCode,
    listenTo,
  }
  const faultyFieldId = () => {
    if (item.type !== 'date') return fieldId
    const { answer } = formState.isSubmitted ? entryFrom(item, getValues()) : shown
    return dateFieldId(fieldId, item, faultCode, typeof answer === 'string' ? [] : answer)
  }
  const isGroup = !['number', 'text', 'time', 'note'].includes(kind)
  const isOneControl = (!isGroup && kind !== 'note') || kind === 'pick'
  const heading = (
    <StepHeading takesFocus={takesFocus && remedy === ''} describedBy="progress">
      {isOneControl ? <label htmlFor={fieldId}>{question}</label> : question}
    </StepHeading>
  )
  const body = (
    <>
      <QuestionWords hints={hints} remedy={remedy} />
      <ListenToQuestion
        say={say}
        listening={listening}
        clip={{
          key: 'question',
          recording: fileAt(item.id, 'audio'),
          text: [question, filled(item.help), ...ends].join('\n'),
        }}
      />
      {picture !== undefined && (
        // biome-ignore lint/performance/noImgElement: these pages stand outside the framework and its image server
        <img className="question-picture" src={picture} alt="" decoding="async" />
      )}
      <AnswerField {...field} />
    </>
  )

  return (
    <>
      <Progress {...parts} answers={answers} item={item} />
      {remedy !== '' && (
        <FaultSummary
          heading={say('error.summary')}
          link={say('error.named', { question, remedy })}
          fieldId={faultyFieldId()}
          attempt={formState.submitCount}
        />
      )}
      <SectionWords {...parts} answers={answers} item={item} />
      {isGroup ? (
        <fieldset className="question">
          <legend>{heading}</legend>
          {body}
        </fieldset>
      ) : (
        <div className="question">
          {heading}
          {body}
        </div>
      )}
      {hasReservedBeside(kind) && <ReservedBeside {...field} />}
      <div className="steps-below">
        <StepButton step="back" look="secondary">
          {say('question.back')}
        </StepButton>
        <StepButton step="next" look="primary">
          {say('question.next')}
        </StepButton>
        {['choose_one', 'pick', 'scale'].includes(kind) &&
          (Object.hasOwn(answers, item.id) || (start !== undefined && turn.entry === null)) && (
            <StepButton step="clear" look="quiet">
              {say('question.clear')}
            </StepButton>
          )}
      </div>
    </>
  )
}
