import { type ReactNode, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { figureIn } from '@/app/ui/fields/answer-text'
import { ChoiceCards } from '@/app/ui/fields/choice-cards'
import type { FieldEntry, FieldOption, FieldProps } from '@/app/ui/fields/field'
import { PickField } from '@/app/ui/fields/pick-field'
import { RankField } from '@/app/ui/fields/rank-field'
import { ReservedBoxes } from '@/app/ui/fields/reserved-boxes'
import { ScaleField, scaleValues } from '@/app/ui/fields/scale-field'
import { NumberField, TextField, TimeField } from '@/app/ui/fields/written-field'
import { isLikert } from '@/lib/questionnaire/appearance'
import { datePartsOf } from '@/lib/questionnaire/calendar'
import type { Item } from '@/lib/questionnaire/definition'
import { type Entry, fieldKindOf } from '../../entry'
import { CharacterCount } from './character-count'
import { DateQuestion } from './date-question'
import { compatibleCodes, saidEnd, scaleEnds, searchWords, textsOf } from './field-entry'
import { type PageParts, unitOf } from './page-parts'

type Props = PageParts &
  Omit<FieldProps, 'register'> & {
    readonly item: Item
    readonly options: readonly FieldOption[]
    readonly form: UseFormReturn<FieldEntry>
    /** What stands in the fields when the page opens. */
    readonly shown: Entry
    readonly faultCode: string | undefined
    /** The button that reads an option aloud. */
    readonly listenTo: (option: FieldOption) => ReactNode
  }

/** The field of a question, as its kind wants it. */
export function AnswerField(props: Props) {
  const { say, questionnaire, language, calendar, item, options, form, shown, faultCode, listenTo } = props
  const { control, formState, setValue, trigger } = form
  const field = fieldProps(props)
  const written = typeof shown.answer === 'string' ? shown.answer : ''
  switch (item.type) {
    case 'scale':
      return (
        <>
          <ScaleField
            {...field}
            steps={scaleValues(item.min, item.max, item.step).map((value) => ({
              value: String(value),
              figure: figureIn(language, value),
            }))}
            chosen={written}
            ends={scaleEnds(questionnaire, item)}
            beside={(end) => listenTo(saidEnd(language, end))}
          />
          <ChoiceCards
            {...field}
            id={reservedId(field)}
            options={options.filter((option) => option.isReserved)}
            chosen={[written]}
            hasSeveral={false}
            otherAnswers={say('question.otherAnswers')}
            beside={listenTo}
            onChoose={() => {}}
          />
        </>
      )
    case 'date':
      return (
        <DateQuestion
          {...field}
          say={say}
          calendar={calendar}
          item={item}
          written={typeof shown.answer === 'string' ? [] : shown.answer}
          faultCode={faultCode}
          remedyId={field.hasFault ? 'remedy' : undefined}
          onWrite={() => {
            if (formState.isSubmitted) void trigger('answer')
          }}
        />
      )
    case 'number':
      return (
        <NumberField
          {...field}
          written={written}
          unit={unitOf(questionnaire, item)}
          decimals={item.decimals}
        />
      )
    case 'text':
      return (
        <>
          <TextField {...field} written={written} />
          <CharacterCount say={say} control={control} most={item.maxLength} id="count" initial={written} />
        </>
      )
    case 'time':
      return <TimeField {...field} written={written} />
    case 'rank':
      return (
        <RankField
          {...field}
          options={options.filter(({ isReserved }) => !isReserved)}
          ranked={typeof shown.answer === 'string' ? [] : shown.answer}
          prompt={say('question.chooseFrom')}
          placeInWords={(place) => say('question.rankPlace', { place })}
        />
      )
    case 'note':
      return null
    default:
      return fieldKindOf(questionnaire, item) === 'pick' ? (
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
        <Choices {...props} />
      )
  }
}

/** Cards of which one or several are chosen. */
function Choices(props: Props) {
  const { say, questionnaire, item, options, form, shown, listenTo } = props
  /** How many answers the last tick took back, because they cannot stand beside it. */
  const [cleared, setCleared] = useState(0)
  const hasSeveral = item.type === 'multiple'
  return (
    <>
      <ChoiceCards
        {...fieldProps(props)}
        options={options}
        chosen={typeof shown.answer === 'string' ? [shown.answer] : shown.answer}
        hasSeveral={hasSeveral}
        areSteps={isLikert(questionnaire, item)}
        otherAnswers={say('question.otherAnswers')}
        beside={listenTo}
        onChoose={(code, isChosen) => {
          if (!hasSeveral || !isChosen) return setCleared(0)
          const chosen = textsOf(form.getValues('answer'))
          const compatible = compatibleCodes(item, options, chosen, code)
          form.setValue('answer', compatible)
          setCleared(chosen.filter((other) => !compatible.includes(other)).length)
        }}
      />
      <p className="unseen" role="status">
        {cleared > 0 ? say('question.cleared', { count: cleared }) : ''}
      </p>
    </>
  )
}

/** The reserved answers of a field that is written or picked. Choosing one empties the field. */
export function ReservedBeside(props: Props) {
  const { say, item, options, form, shown, listenTo } = props
  return (
    <ReservedBoxes
      id={reservedId(props)}
      register={form.register}
      options={options}
      chosen={shown.reserved}
      otherAnswers={say('question.otherAnswers')}
      beside={listenTo}
      onChoose={(code, isChosen) => {
        if (!isChosen) return
        form.setValue('reserved', [code])
        // A number, a date or a country is quickly given again; a text is not, so it stays until its writer decides.
        if (item.type === 'text') return
        if (item.type === 'rank') return form.setValue('places', [])
        for (const part of item.type === 'date' ? datePartsOf[item.precision] : (['answer'] as const)) {
          form.setValue(part, '')
        }
      }}
    />
  )
}

function fieldProps({ id, form, describedBy, hasFault }: Props): FieldProps {
  return { id, register: form.register, describedBy, hasFault }
}

function reservedId({ id }: Pick<FieldProps, 'id'>): string {
  return `${id}-reserved`
}
