import type { FieldOption, FieldProps } from './field'

/** One of a long list, such as countries: the native list, which every phone searches in its own way. */
export function PickField({
  id,
  register,
  describedBy,
  hasFault,
  options,
  chosen,
  prompt,
}: FieldProps & {
  readonly options: readonly FieldOption[]
  readonly chosen: string
  readonly prompt: string
}) {
  return (
    <select
      {...register('answer')}
      id={id}
      autoComplete="off"
      defaultValue={chosen}
      aria-describedby={describedBy}
      aria-invalid={hasFault || undefined}
    >
      <option value="">{prompt}</option>
      {options
        .filter((option) => !option.isReserved)
        .map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
    </select>
  )
}
