import { type ReactNode, useLayoutEffect, useState } from 'react'
import type { Control } from 'react-hook-form'
import type { FieldEntry, FieldOption, FieldProps } from './field'
import { OptionSearch, type SearchWords } from './option-search'
import { WholeList } from './whole-list'

/**
 * One of a long list, such as countries. Without script it is the native list, which every phone searches in its own way; with
 * script a field to search by, and cards of what is found.
 */
export function PickField({
  options,
  chosen,
  prompt,
  control,
  words,
  beside,
  onChoose,
  ...field
}: FieldProps & {
  readonly options: readonly FieldOption[]
  readonly chosen: string
  readonly prompt: string
  readonly control: Control<FieldEntry>
  readonly words: SearchWords
  /** What stands beside the card of an option. */
  readonly beside: (option: FieldOption) => ReactNode
  /** Called with the code of the card that was chosen. */
  readonly onChoose: (code: string) => void
}) {
  const proper = options.filter((option) => !option.isReserved)
  const [isSearched, setIsSearched] = useState(false)
  useLayoutEffect(() => {
    // Whoever is in the list when the script comes keeps it: nothing is taken from under a finger.
    if (document.activeElement?.id !== field.id) setIsSearched(true)
  }, [field.id])
  // The form has read by now what the list held: what somebody picked before the script came is chosen in the search too.
  if (isSearched) {
    return (
      <OptionSearch
        {...field}
        options={proper}
        chosen={chosen}
        prompt={prompt}
        control={control}
        words={words}
        beside={beside}
        onChoose={onChoose}
      />
    )
  }
  return (
    <WholeList
      {...field.register('answer')}
      id={field.id}
      options={proper}
      prompt={prompt}
      defaultValue={chosen}
      aria-describedby={field.describedBy}
      aria-invalid={field.hasFault || undefined}
    />
  )
}
