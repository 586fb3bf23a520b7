import type { ComponentProps } from 'react'
import type { FieldOption } from './field'

/** A long list as the native one of the phone. */
export function WholeList({
  options,
  prompt,
  ...select
}: ComponentProps<'select'> & {
  readonly options: readonly FieldOption[]
  /** Stands in the list while nothing is chosen. */
  readonly prompt: string
}) {
  return (
    <select autoComplete="off" {...select}>
      <option value="">{prompt}</option>
      {options.map(({ code, label }) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  )
}
