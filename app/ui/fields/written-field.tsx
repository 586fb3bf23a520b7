import type { FieldProps } from './field'

/** A number with its unit. A text field with a numeric keyboard: browsers' number fields lose what they cannot read. */
export function NumberField({
  written,
  unit,
  decimals,
  ...field
}: FieldProps & {
  readonly written: string
  /** Shown beside the field with the id `unit`, for `describedBy`; empty for none. */
  readonly unit: string
  /** Most digits after the decimal point; 0 asks for a keyboard of digits only. */
  readonly decimals: number
}) {
  return (
    <div className="number">
      <input
        {...writtenInto(field)}
        type="text"
        inputMode={decimals === 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        defaultValue={written}
      />
      {unit !== '' && (
        <span className="unit" id="unit">
          {unit}
        </span>
      )}
    </div>
  )
}

/** A text of any length; the counter beside it says what is left, and nothing is cut off while somebody writes. */
export function TextField({ written, ...field }: FieldProps & { readonly written: string }) {
  return <textarea {...writtenInto(field)} rows={5} autoComplete="off" dir="auto" defaultValue={written} />
}

/** A time of day by the clock of the device; the browser shows it as its owner reads it, and gives it as `17:05`. */
export function TimeField({ written, ...field }: FieldProps & { readonly written: string }) {
  return <input {...writtenInto(field)} type="time" defaultValue={written} />
}

/** What every field that is written into has. */
function writtenInto({ id, register, describedBy, hasFault }: FieldProps) {
  return {
    ...register('answer'),
    id,
    'aria-describedby': describedBy,
    'aria-invalid': hasFault || undefined,
  }
}
