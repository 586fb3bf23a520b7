import type { FieldOption, FieldProps } from './field'
import { WholeList } from './whole-list'

/** Options put in order: a list for each place. It works alike for every hand, every reader and without script. */
export function RankField({
  id,
  register,
  describedBy,
  hasFault,
  options,
  ranked,
  prompt,
  placeInWords,
}: FieldProps & {
  readonly options: readonly FieldOption[]
  /** Codes in order, as far as they were. */
  readonly ranked: readonly string[]
  /** Stands in a place that is empty. */
  readonly prompt: string
  /** @param place from 1 */
  readonly placeInWords: (place: number) => string
}) {
  return (
    <ol className="places">
      {options.map(({ code }, place) => {
        const fieldId = place === 0 ? id : `${id}-${place}`
        return (
          <li key={code}>
            <label htmlFor={fieldId}>{placeInWords(place + 1)}</label>
            <WholeList
              {...register(`places.${place}`)}
              id={fieldId}
              options={options}
              prompt={prompt}
              defaultValue={ranked[place] ?? ''}
              aria-describedby={describedBy}
              aria-invalid={hasFault || undefined}
            />
          </li>
        )
      })}
    </ol>
  )
}
