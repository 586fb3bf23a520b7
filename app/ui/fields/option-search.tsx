import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { type Control, useWatch } from 'react-hook-form'
import type { FieldEntry, FieldOption, FieldProps } from './field'
import { findOptions } from './find-options'
import { WholeList } from './whole-list'

/** What the search says, in the language of the page. */
export type SearchWords = {
  readonly label: string
  readonly hint: string
  /** How many answers are found. */
  readonly found: (count: number) => string
  /** How many of them are not shown. */
  readonly more: (count: number) => string
}

/** More cards than these are not looked through on a phone: more letters are. */
const mostShown = 8

/**
 * A field to search a long list by, above radio buttons of what is found. The chosen answer stays in sight. Where nothing is
 * found the whole list is offered: nobody is stopped by a name that the list spells otherwise.
 */
export function OptionSearch({
  id,
  describedBy,
  hasFault,
  options,
  chosen,
  prompt,
  control,
  words,
  beside,
  onChoose,
}: Omit<FieldProps, 'register'> & {
  readonly options: readonly FieldOption[]
  /** The code chosen before this field was shown; empty for none. */
  readonly chosen: string
  /** Names the whole list. */
  readonly prompt: string
  readonly control: Control<FieldEntry>
  readonly words: SearchWords
  /** What stands beside the card of an option, outside its label. */
  readonly beside: (option: FieldOption) => ReactNode
  readonly onChoose: (code: string) => void
}) {
  const watched = useWatch({ control, name: 'answer' })
  const current = typeof watched === 'string' ? watched : chosen
  const [written, setWritten] = useState('')
  // The card of the answer as it stood when the letters last changed: while somebody chooses, no card comes or goes.
  const [kept, setKept] = useState(current)
  const firstFound = useRef<HTMLInputElement>(null)
  const wholeList = useRef<HTMLSelectElement>(null)
  const found = findOptions(options, written)
  const shown = found.slice(0, mostShown)
  const isNothingFound = written.trim() !== '' && found.length === 0
  const keptOption = shown.some(({ code }) => code === kept)
    ? undefined
    : options.find(({ code }) => code === kept)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    // Enter would go on to the next question: here it goes to what was found, and chooses nothing.
    event.preventDefault()
    const next = firstFound.current ?? wholeList.current
    next?.focus()
  }

  return (
    <div className="option-search">
      <label className="field-label" id={`${id}-search`} htmlFor={id}>
        {words.label}
      </label>
      <p className="hint" id={`${id}-search-hint`}>
        {words.hint}
      </p>
      <input
        id={id}
        type="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        value={written}
        onChange={(event) => {
          setWritten(event.target.value)
          setKept(current)
        }}
        onKeyDown={onKeyDown}
        // The question names the field as well, and the group: once is enough.
        aria-labelledby={`${id}-search`}
        aria-describedby={[`${id}-search-hint`, describedBy].filter(Boolean).join(' ')}
        aria-invalid={hasFault || undefined}
      />
      <p className="count" role="status">
        {written.trim() === '' ? '' : words.found(found.length)}
      </p>
      <div className="cards">
        {[...(keptOption === undefined ? [] : [keptOption]), ...shown].map((option) => (
          <div className="card-row" key={option.code}>
            <label className="card" htmlFor={`${id}-${option.code}`}>
              <input
                ref={option.code === shown[0]?.code ? firstFound : undefined}
                id={`${id}-${option.code}`}
                type="radio"
                name="answer"
                value={option.code}
                checked={option.code === current}
                onChange={() => onChoose(option.code)}
              />
              <span>{option.label}</span>
            </label>
            {beside(option)}
          </div>
        ))}
      </div>
      {isNothingFound && (
        <WholeList
          ref={wholeList}
          options={options}
          prompt={prompt}
          value={current}
          onChange={({ target }) => onChoose(target.value)}
          aria-label={prompt}
          aria-describedby={describedBy}
        />
      )}
      {found.length > mostShown && <p className="count">{words.more(found.length - mostShown)}</p>}
    </div>
  )
}
