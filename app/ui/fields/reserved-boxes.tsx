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
  onChoose,
}: {
  readonly id: string
  readonly register: UseFormRegister<FieldEntry>
  readonly options: readonly FieldOption[]
  readonly chosen: readonly string[]
  readonly otherAnswers: string
  readonly onChoose: (code: string, isChosen: boolean) => void
}) {
  const reserved = options.filter((option) => option.isReserved)
  if (reserved.length === 0) return null
  return (
    <fieldset className="cards reserved" aria-label={otherAnswers}>
      {reserved.map(({ code, label }) => (
        <label className="card" key={code} htmlFor={`${id}-${code}`}>
          <input
            {...register('reserved', {
              onChange: (event) => onChoose(event.target.value, event.target.checked),
            })}
            id={`${id}-${code}`}
            type="checkbox"
            value={code}
            defaultChecked={chosen.includes(code)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
