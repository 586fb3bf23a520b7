import type { ReactNode } from 'react'
import type { FieldOption, FieldProps } from './field'

/**
 * Equal steps as a row of buttons around native radio buttons, with words at both ends. Where the row does not fit it goes on
 * in further rows: the words of the low end then stand above the first, those of the high end below the last.
 */
export function ScaleField({
  id,
  register,
  describedBy,
  hasFault,
  steps,
  chosen,
  ends,
  beside,
}: FieldProps & {
  /** From lowest to highest: the value posted and the figure shown. */
  readonly steps: readonly { readonly value: string; readonly figure: string }[]
  readonly chosen: string
  /** What the lowest and the highest step mean, by their value, where the questionnaire says. */
  readonly ends: readonly FieldOption[]
  /** What stands beside the words of an end. */
  readonly beside: (end: FieldOption) => ReactNode
}) {
  const lowest = ends.find(({ code }) => code === steps[0]?.value)
  const highest = ends.find((end) => end !== lowest)
  return (
    <div className="scale-field">
      <div className="scale" data-steps={steps.length}>
        {lowest !== undefined && <End end={lowest} place="lowest" beside={beside} />}
        <div className="steps">
          {steps.map(({ value, figure }, place) => {
            const meaning = ends.find(({ code }) => code === value)?.label
            return (
              <label className="step" key={value} htmlFor={place === 0 ? id : `${id}-${value}`}>
                <input
                  {...register('answer')}
                  id={place === 0 ? id : `${id}-${value}`}
                  type="radio"
                  value={value}
                  defaultChecked={chosen === value}
                  aria-describedby={place === 0 ? describedBy : undefined}
                  aria-invalid={hasFault || undefined}
                  aria-label={meaning === undefined ? undefined : `${figure}: ${meaning}`}
                />
                <span>{figure}</span>
              </label>
            )
          })}
        </div>
        {highest !== undefined && <End end={highest} place="highest" beside={beside} />}
      </div>
    </div>
  )
}

function End({
  end,
  place,
  beside,
}: {
  readonly end: FieldOption
  readonly place: 'lowest' | 'highest'
  readonly beside: (end: FieldOption) => ReactNode
}) {
  return (
    <div className={`end ${place}`}>
      {/* The step says it too. */}
      <span aria-hidden="true">{end.label}</span>
      {beside(end)}
    </div>
  )
}

/** The values of a scale from `min` to `max`. Tenths are counted as whole steps, so that no 0.30000000000000004 is posted. */
export function scaleValues(min: number, max: number, step: number): readonly number[] {
  const count = Math.floor((max - min) / step + 1e-9) + 1
  return Array.from({ length: count }, (_, place) => Number((min + place * step).toPrecision(12)))
}
