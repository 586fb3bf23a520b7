import type { DatePart } from '@/lib/questionnaire/calendar'
import type { FieldProps } from './field'

/**
 * A date as day, month and year, in the order of the language; a precision leaves parts out. Never the browser's own date
 * picker: it speaks the browser's language, hides years far back, and opens over the question. The month is a native list;
 * day and year are text fields with a numeric keyboard. Its name comes from the fieldset around it.
 */
export function DateField({
  id,
  register,
  describedBy,
  remedyId,
  faultyParts,
  order,
  written,
  labels,
  months,
  prompt,
  onWrite,
}: Omit<FieldProps, 'hasFault'> & {
  /** Id of what says the fault; undefined when there is none. */
  readonly remedyId: string | undefined
  readonly faultyParts: readonly DatePart[]
  /** The parts that are asked. The control of each has the id `ID-PART`. */
  readonly order: readonly DatePart[]
  readonly written: Readonly<Partial<Record<DatePart, string>>>
  readonly labels: Readonly<Record<DatePart, string>>
  /** January first, in the language of the page. */
  readonly months: readonly string[]
  /** Stands in the list of months before one is chosen. */
  readonly prompt: string
  readonly onWrite: () => void
}) {
  return (
    <div className="date">
      {order.map((part, place) => {
        const hasFault = faultyParts.includes(part)
        const control = {
          ...register(part, { onChange: onWrite }),
          id: `${id}-${part}`,
          autoComplete: 'off',
          defaultValue: written[part] ?? '',
          'aria-describedby': place === 0 ? describedBy : hasFault ? remedyId : undefined,
          'aria-invalid': hasFault || undefined,
        }
        return (
          <div className={`date-part ${part}`} key={part}>
            <label htmlFor={control.id}>{labels[part]}</label>
            {part === 'month' ? (
              <select {...control}>
                <option value="">{prompt}</option>
                {months.map((month, before) => (
                  <option key={month} value={before + 1}>
                    {month}
                  </option>
                ))}
              </select>
            ) : (
              <input {...control} type="text" inputMode="numeric" />
            )}
          </div>
        )
      })}
    </div>
  )
}
