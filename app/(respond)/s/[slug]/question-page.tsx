import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { ChoiceCards } from '@/app/ui/fields/choice-cards'
import type { FieldEntry, FieldOption } from '@/app/ui/fields/field'
import { PickField } from '@/app/ui/fields/pick-field'
import { ReservedBoxes } from '@/app/ui/fields/reserved-boxes'
import { ScaleField, scaleValues } from '@/app/ui/fields/scale-field'
import { NumberField, TextField } from '@/app/ui/fields/written-field'
import { datePartsOf } from '@/lib/questionnaire/calendar'
import type { Item } from '@/lib/questionnaire/definition'
import type { SurveyMedia } from '@/lib/survey-media'
import { type Entry, entryOf, fieldKindOf, hasReservedBeside } from '../../entry'
import { FaultSummary } from '../../fault-summary'
import type { Turn } from '../../interview'
import { figureIn } from './answer-text'
import { CharacterCount } from './character-count'
import { DateQuestion, dateFieldId, rangeInWords } from './date-question'
import { faultText } from './fault-text'
import {
  compatibleCodes,
  entryFrom,
  entryResolver,
  fieldOptions,
  scaleEnds,
  searchWords,
  textsOf,
} from './field-entry'
import { ListenToOption, ListenToQuestion } from './listen-button'
import { type PageParts, type QuestionOnPage, type TakeStep, textOf } from './page-parts'
import { Progress, SectionWords } from './question-frame'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'
import { useListening } from './use-listening'

const fieldId = 'answer'

/** One question with its field, checked at once by the engine's schema when script runs, by the server when not. */
export function QuestionPage({
  turn,
  item,
  media,
  mediaPath,
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
  readonly takesFocus: boolean
  /** Gives the form around this page what a press of a button does here, and what stands in the fields. */
  readonly lend: (question: QuestionOnPage) => void
  readonly takeStep: TakeStep
}) {
  const { say, questionnaire, language } = parts
  const { answers } = turn.interview
  const kind = fieldKindOf(questionnaire, item)
  const shown = turn.entry ?? entryOf(questionnaire, item, answers[item.id])
  const fileAt = (place: string, kind: 'audio' | 'image') => {
    const name = media[place]?.[kind]
    return name === undefined ? undefined : `${mediaPath}/${name}`
  }
  const options = fieldOptions(questionnaire, item, (code) => fileAt(`${item.id}/${code}`, 'image'))
  const ends = scaleEnds(questionnaire, item)
  /** An end of a scale as it is said: its number belongs to it for whoever hears it and does not read. */
  const saidEnd = (end: FieldOption): FieldOption => ({
    ...end,
    label: `${figureIn(language, Number(end.code))}: ${end.label}`,
  })
  const listening = useListening(language)
  const listenTo = ({ code, label }: FieldOption) => (
    <ListenToOption
      say={say}
      listening={listening}
      clip={{ key: `option ${code}`, recording: fileAt(`${item.id}/${code}`, 'audio'), text: label }}
    />
  )
  const { register, handleSubmit, getValues, setValue, trigger, control, formState } = useForm<FieldEntry>({
    // No default values: what somebody chose before the script came stands in the page, and is read from there.
    resolver: entryResolver(parts, item, answers),
    shouldFocusError: false,
  })
  /** How many answers the last tick took back, because they cannot stand beside it. */
  const [cleared, setCleared] = useState(0)
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

  const remedy = formState.isSubmitted
    ? (formState.errors.answer?.message ?? '')
    : turn.fault === null
      ? ''
      : faultText(parts, turn.fault)
  const faultCode = formState.isSubmitted ? formState.errors.answer?.type : turn.fault?.code
  const question = textOf(questionnaire, item.label)
  const help = textOf(questionnaire, item.help)
  const hints = [
    help,
    kind === 'choose_several' ? say('question.chooseAll') : '',
    item.type === 'number' ? say('question.number', { min: item.min, max: item.max }) : '',
    item.type === 'date' ? say('question.date', rangeInWords(parts, item)) : '',
  ].filter((hint) => hint !== '')
  const describedBy = [
    ...hints.map((_, place) => `hint-${place}`),
    ...(item.type === 'number' && item.unit ? ['unit'] : []),
    ...(item.type === 'text' ? ['count'] : []),
    ...(remedy === '' ? [] : ['remedy']),
  ].join(' ')
  const field = {
    id: fieldId,
    register,
    describedBy: describedBy === '' ? undefined : describedBy,
    hasFault: remedy !== '',
  }
  const written = typeof shown.answer === 'string' ? shown.answer : ''
  const partsOf = ({ answer }: Entry): readonly string[] => (typeof answer === 'string' ? [] : answer)
  const now = () => (formState.isSubmitted ? entryFrom(item, getValues()) : shown)
  const isGroup = kind !== 'number' && kind !== 'text'
  const isOneControl = kind === 'number' || kind === 'text' || kind === 'pick'
  const heading = (
    <StepHeading takesFocus={takesFocus && remedy === ''} describedBy="progress">
      {isOneControl ? <label htmlFor={fieldId}>{question}</label> : question}
    </StepHeading>
  )
  const above = (
    <>
      {hints.map((hint, place) => (
        <p className="hint" id={`hint-${place}`} key={hint}>
          {hint}
        </p>
      ))}
      {remedy !== '' && (
        <p className="remedy" id="remedy">
          {remedy}
        </p>
      )}
      <ListenToQuestion
        say={say}
        listening={listening}
        clip={{
          key: 'question',
          recording: fileAt(item.id, 'audio'),
          text: [question, help, ...ends.map((end) => saidEnd(end).label)].join('\n'),
        }}
      />
    </>
  )

  return (
    <>
      <Progress {...parts} answers={answers} item={item} />
      {remedy !== '' && (
        <FaultSummary
          heading={say('error.summary')}
          link={say('error.named', { question, remedy })}
          fieldId={item.type === 'date' ? dateFieldId(fieldId, item, faultCode, partsOf(now())) : fieldId}
          attempt={formState.submitCount}
        />
      )}
      <SectionWords {...parts} answers={answers} item={item} />
      {isGroup ? (
        <fieldset className="question">
          <legend>{heading}</legend>
          {above}
          {item.type === 'scale' ? (
            <>
              <ScaleField
                {...field}
                steps={scaleValues(item.min, item.max, item.step).map((value) => ({
                  value: String(value),
                  figure: figureIn(language, value),
                }))}
                chosen={written}
                ends={ends}
                beside={(end) => listenTo(saidEnd(end))}
              />
              <ChoiceCards
                {...field}
                id={`${fieldId}-reserved`}
                options={options.filter((option) => option.isReserved)}
                chosen={[written]}
                hasSeveral={false}
                otherAnswers={say('question.otherAnswers')}
                beside={listenTo}
                onChoose={() => {}}
              />
            </>
          ) : item.type === 'date' ? (
            <DateQuestion
              {...parts}
              {...field}
              item={item}
              written={partsOf(shown)}
              faultCode={faultCode}
              remedyId={remedy === '' ? undefined : 'remedy'}
              onWrite={() => {
                if (formState.isSubmitted) void trigger('answer')
              }}
            />
          ) : kind === 'pick' ? (
            <PickField
              {...field}
              options={options}
              chosen={written}
              prompt={say('question.chooseFrom')}
              control={control}
              words={searchWords(say)}
              beside={listenTo}
              onChoose={(code) => {
                setValue('reserved', [])
                setValue('answer', code, { shouldValidate: formState.isSubmitted })
              }}
            />
          ) : (
            <ChoiceCards
              {...field}
              options={options}
              chosen={typeof shown.answer === 'string' ? [shown.answer] : shown.answer}
              hasSeveral={kind === 'choose_several'}
              otherAnswers={say('question.otherAnswers')}
              beside={listenTo}
              onChoose={(code, isChosen) => {
                if (kind !== 'choose_several' || !isChosen) return setCleared(0)
                const chosen = textsOf(getValues('answer'))
                const compatible = compatibleCodes(item, options, chosen, code)
                setValue('answer', compatible)
                setCleared(chosen.filter((other) => !compatible.includes(other)).length)
              }}
            />
          )}
          <p className="unseen" role="status">
            {cleared > 0 ? say('question.cleared', { count: cleared }) : ''}
          </p>
        </fieldset>
      ) : (
        <div className="question">
          {heading}
          {above}
          {item.type === 'number' && (
            <NumberField {...field} written={written} unit={item.unit ?? ''} decimals={item.decimals} />
          )}
          {item.type === 'text' && (
            <>
              <TextField {...field} written={written} />
              <CharacterCount
                say={say}
                control={control}
                most={item.maxLength}
                id="count"
                initial={written}
              />
            </>
          )}
        </div>
      )}
      {hasReservedBeside(kind) && (
        <ReservedBoxes
          id={`${fieldId}-reserved`}
          register={register}
          options={options}
          chosen={shown.reserved}
          otherAnswers={say('question.otherAnswers')}
          beside={listenTo}
          onChoose={(code, isChosen) => {
            if (!isChosen) return
            setValue('reserved', [code])
            // A number, a date or a country is quickly given again; a text is not, so it stays until its writer decides.
            if (kind === 'text') return
            for (const part of item.type === 'date' ? datePartsOf[item.precision] : (['answer'] as const)) {
              setValue(part, '')
            }
          }}
        />
      )}
      <div className="steps-below">
        <StepButton step="back" look="secondary">
          {say('question.back')}
        </StepButton>
        <StepButton step="next" look="primary">
          {say('question.next')}
        </StepButton>
        {isGroup && kind !== 'choose_several' && kind !== 'date' && Object.hasOwn(answers, item.id) && (
          <StepButton step="clear" look="quiet">
            {say('question.clear')}
          </StepButton>
        )}
      </div>
    </>
  )
}
