import type { ReactNode } from 'react'
import type { FieldOption, FieldProps } from './field'

/** More steps than these do not fit beside each other in the column of a page. */
const mostSideBySide = 5

/**
 * Options as full-width cards around native radio buttons or check boxes; reserved answers last, set apart. Where most options
 * have a picture they are tiles, two in a row where there is room; steps stand beside each other where there is room for all.
 * The group's name comes from the fieldset around it.
 */
export function ChoiceCards({
  id,
  register,
  describedBy,
  hasFault,
  options,
  chosen,
  hasSeveral,
  areSteps = false,
  otherAnswers,
  beside,
  onChoose,
}: FieldProps & {
  readonly options: readonly FieldOption[]
  readonly chosen: readonly string[]
  readonly hasSeveral: boolean
  /** Whether the options lead from one end to the other. */
  readonly areSteps?: boolean
  /** Names the group of reserved answers. */
  readonly otherAnswers: string
  /** What stands beside the card of an option, outside its label. */
  readonly beside: (option: FieldOption) => ReactNode
  /** Called with the code whose box changed and whether it is ticked. */
  readonly onChoose: (code: string, isChosen: boolean) => void
}) {
  const card = (option: FieldOption, place: number) => (
    <ChoiceCard
      key={option.code}
      id={place === 0 ? id : `${id}-${option.code}`}
      register={register}
      describedBy={place === 0 ? describedBy : undefined}
      hasFault={hasFault}
      option={option}
      isChosen={chosen.includes(option.code)}
      hasSeveral={hasSeveral}
      beside={beside}
      onChoose={onChoose}
    />
  )
  const proper = options.filter((option) => !option.isReserved)
  const reserved = options.filter((option) => option.isReserved)
  const pictured = proper.filter(({ picture }) => picture !== undefined).length
  const isBesideEachOther = areSteps && pictured === 0 && proper.length <= mostSideBySide
  const look = pictured * 2 > proper.length ? 'cards tiles' : isBesideEachOther ? 'cards steps' : 'cards'
  return (
    <>
      <div className={look}>{proper.map(card)}</div>
      {reserved.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset here would end the radio group's own fieldset for some readers
        <div className="cards reserved" role="group" aria-label={otherAnswers}>
          {reserved.map((option, place) => card(option, proper.length + place))}
        </div>
      )}
    </>
  )
}

function ChoiceCard({
  id,
  register,
  describedBy,
  hasFault,
  option,
  isChosen,
  hasSeveral,
  beside,
  onChoose,
}: FieldProps & {
  readonly option: FieldOption
  readonly isChosen: boolean
  readonly hasSeveral: boolean
  readonly beside: (option: FieldOption) => ReactNode
  readonly onChoose: (code: string, isChosen: boolean) => void
}) {
  return (
    <div className="card-row">
      <label className="card" htmlFor={id}>
        <input
          {...register('answer', { onChange: (event) => onChoose(event.target.value, event.target.checked) })}
          id={id}
          type={hasSeveral ? 'checkbox' : 'radio'}
          value={option.code}
          defaultChecked={isChosen}
          aria-describedby={describedBy}
          aria-invalid={hasFault || undefined}
        />
        {option.picture !== undefined && (
          // biome-ignore lint/performance/noImgElement: these pages stand outside the framework and its image server
          <img src={option.picture} alt="" loading="lazy" decoding="async" />
        )}
        <span>{option.label}</span>
      </label>
      {beside(option)}
    </div>
  )
}
