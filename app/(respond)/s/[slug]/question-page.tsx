import { useEffect } from 'react'
import { type Resolver, useForm } from 'react-hook-form'
import { ChoiceCards } from '@/app/ui/fields/choice-cards'
import type { FieldEntry, FieldOption } from '@/app/ui/fields/field'
import { PickField } from '@/app/ui/fields/pick-field'
import { ReservedBoxes } from '@/app/ui/fields/reserved-boxes'
import { ScaleField, scaleValues } from '@/app/ui/fields/scale-field'
import { NumberField, TextField } from '@/app/ui/fields/written-field'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { progressOf } from '@/lib/questionnaire/flow'
import { optionsOf } from '@/lib/questionnaire/options'
import { type Entry, entryOf, fieldKindOf, readEntry } from '../../entry'
import { FaultSummary } from '../../fault-summary'
import { isFirstOfSection, sectionOf, type Turn } from '../../interview'
import { figureIn } from './answer-text'
import { CharacterCount } from './character-count'
import { faultText } from './fault-text'
import { type PageParts, type TakeStep, textOf } from './page-parts'
import { StepButton } from './step-button'
import { StepHeading } from './step-heading'

const fieldId = 'answer'

/** One question with its field, checked at once by the engine's schema when script runs, by the server when not. */
export function QuestionPage({
  turn,
  item,
  takesFocus,
  catchSubmit,
  takeStep,
  ...parts
}: PageParts & {
  readonly turn: Turn
  readonly item: Item
  readonly takesFocus: boolean
  /** Gives the form around this page what a press of a button does here. */
  readonly catchSubmit: (submit: (step: string) => void) => void
  readonly takeStep: TakeStep
}) {
  const { say, questionnaire, language } = parts
  const { answers } = turn.interview
  const kind = fieldKindOf(questionnaire, item)
  const shown = turn.entry ?? entryOf(questionnaire, item, answers[item.id])
  const options = fieldOptions(questionnaire, item)
  const { register, handleSubmit, getValues, setValue, control, formState } = useForm<FieldEntry>({
    // No default values: what somebody chose before the script came stands in the page, and is read from there.
    resolver: entryResolver(parts, item, answers),
    shouldFocusError: false,
  })
  useEffect(() => {
    catchSubmit((step) => {
      if (step === 'next') void handleSubmit((values) => takeStep(step, entryFrom(values)))()
      else takeStep(step, entryFrom(getValues()))
    })
  }, [catchSubmit, handleSubmit, getValues, takeStep])

  const remedy = formState.isSubmitted
    ? (formState.errors.answer?.message ?? '')
    : turn.fault === null
      ? ''
      : faultText(say, turn.fault)
  const question = textOf(questionnaire, item.label)
  const help = textOf(questionnaire, item.help)
  const hints = [
    help,
    kind === 'choose_several' ? say('question.chooseAll') : '',
    item.type === 'number' ? say('question.number', { min: item.min, max: item.max }) : '',
  ].filter((hint) => hint !== '')
  const describedBy = [
    ...hints.map((_, place) => `hint-${place}`),
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
  const isGroup = kind === 'choose_one' || kind === 'choose_several' || kind === 'scale'
  const heading = (
    <StepHeading takesFocus={takesFocus && remedy === ''} describedBy="progress">
      {isGroup ? question : <label htmlFor={fieldId}>{question}</label>}
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
    </>
  )

  return (
    <>
      <Progress {...parts} answers={answers} item={item} />
      {remedy !== '' && (
        <FaultSummary
          heading={say('error.summary')}
          link={say('error.named', { question, remedy })}
          fieldId={fieldId}
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
                lowest={textOf(questionnaire, item.minLabel)}
                highest={textOf(questionnaire, item.maxLabel)}
              />
              <ChoiceCards
                {...field}
                id={`${fieldId}-reserved`}
                options={options.filter((option) => option.isReserved)}
                chosen={[written]}
                hasSeveral={false}
                otherAnswers={say('question.otherAnswers')}
                onChoose={() => {}}
              />
            </>
          ) : (
            <ChoiceCards
              {...field}
              options={options}
              chosen={typeof shown.answer === 'string' ? [shown.answer] : shown.answer}
              hasSeveral={kind === 'choose_several'}
              otherAnswers={say('question.otherAnswers')}
              onChoose={(code, isChosen) => {
                if (kind !== 'choose_several' || !isChosen) return
                setValue('answer', compatibleCodes(item, options, textsOf(getValues('answer')), code))
              }}
            />
          )}
        </fieldset>
      ) : (
        <div className="question">
          {heading}
          {above}
          {kind === 'pick' && (
            <PickField {...field} options={options} chosen={written} prompt={say('question.chooseFrom')} />
          )}
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
          <ReservedBoxes
            id={`${fieldId}-reserved`}
            register={register}
            options={options}
            chosen={shown.reserved}
            otherAnswers={say('question.otherAnswers')}
            onChoose={(code, isChosen) => {
              if (!isChosen) return
              setValue('reserved', [code])
              // A number or a country is quickly given again; a text is not, so it stays until its writer decides.
              if (kind !== 'text') setValue('answer', '')
            }}
          />
        </div>
      )}
      <div className="steps-below">
        <StepButton step="back" look="secondary">
          {say('question.back')}
        </StepButton>
        <StepButton step="next" look="primary">
          {say('question.next')}
        </StepButton>
        {isGroup && kind !== 'choose_several' && Object.hasOwn(answers, item.id) && (
          <StepButton step="clear" look="quiet">
            {say('question.clear')}
          </StepButton>
        )}
      </div>
    </>
  )
}

function Progress({
  say,
  questionnaire,
  answers,
  item,
}: PageParts & { readonly answers: Answers; readonly item: Item }) {
  const { position, total } = progressOf(questionnaire, answers, item.id)
  return (
    <div className="progress">
      <p id="progress">{say('question.progress', { position, total })}</p>
      <progress aria-label={say('question.progressBar')} value={position} max={total} />
    </div>
  )
}

/** The section's name, and at its first question the words that open it. */
function SectionWords({
  questionnaire,
  answers,
  item,
}: PageParts & { readonly answers: Answers; readonly item: Item }) {
  const section = sectionOf(questionnaire, item.id)
  if (section === null) return null
  const intro = textOf(questionnaire, section.intro)
  return (
    <>
      <p className="section-name">{textOf(questionnaire, section.title)}</p>
      {intro !== '' && isFirstOfSection(questionnaire, answers, item.id) && (
        <p className="section-intro">{intro}</p>
      )}
    </>
  )
}

function fieldOptions(questionnaire: Questionnaire, item: Item): readonly FieldOption[] {
  return optionsOf(questionnaire, item).map(({ code, label, isMissing }) => ({
    code,
    label: textOf(questionnaire, label),
    isReserved: isMissing,
  }))
}

/** The codes that can stand together once `code` was ticked: an exclusive or reserved one stands alone. */
function compatibleCodes(
  item: Item,
  options: readonly FieldOption[],
  chosen: readonly string[],
  code: string,
): string[] {
  const isAlone = (candidate: string) =>
    options.some((option) => option.code === candidate && option.isReserved) ||
    (item.type === 'multiple' && item.exclusive?.includes(candidate) === true)
  return isAlone(code) ? [code] : chosen.filter((candidate) => !isAlone(candidate))
}

function entryResolver(
  { say, questionnaire }: PageParts,
  item: Item,
  answers: Answers,
): Resolver<FieldEntry> {
  return (values) => {
    const read = readEntry(questionnaire, item, entryFrom(values), answers)
    return read.ok
      ? { values, errors: {} }
      : { values: {}, errors: { answer: { type: read.fault.code, message: faultText(say, read.fault) } } }
  }
}

/** The form library gives one box of its name as a text or false, several as a list. */
function entryFrom({ answer, reserved }: FieldEntry): Entry {
  return {
    answer: Array.isArray(answer) ? answer : typeof answer === 'string' ? answer : '',
    reserved: textsOf(reserved),
  }
}

function textsOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((text) => typeof text === 'string' && text !== '').map(String)
}
