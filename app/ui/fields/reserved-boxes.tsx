import type { ReactNode } from 'react'
import type { UseFormRegister } from 'react-hook-form'
import type { FieldEntry, FieldOption } from './field'

/**
 * The reserved answers of a field that is written or picked. Check boxes, though only one may stand: unlike radio buttons
 * they can be taken back without script.
 */
export function ReservedBoxes({
  id,
  register,
  options,
  chosen,
  otherAnswers,
  beside,
  onChoose,
}: {
  readonly id: string
  readonly register: UseFormRegister<FieldEntry>
  readonly options: readonly FieldOption[]
  readonly chosen: readonly string[]
  readonly otherAnswers: string
  /** What stands beside the card of an option, outside its label. */
  readonly beside: (option: FieldOption) => ReactNode
  readonly onChoose: (code: string, isChosen: boolean) => void
}) {
  const reserved = options.filter((option) => option.isReserved)
  if (reserved.length === 0) return null
  return (
    <fieldset className="cards reserved" aria-label={otherAnswers}>
      {reserved.map((option) => (
        <div className="card-row" key={option.code}>
          <label className="card" htmlFor={`${id}-${option.code}`}>
            <input
              {...register('reserved', {
                onChange: (event) => onChoose(event.target.value, event.target.checked),
              })}
              id={`${id}-${option.code}`}
              type="checkbox"
              value={option.code}
              defaultChecked={chosen.includes(option.code)}
            />
            <span>{option.label}</span>
          </label>
          {beside(option)}
        </div>
      ))}
    </fieldset>
  )
}
