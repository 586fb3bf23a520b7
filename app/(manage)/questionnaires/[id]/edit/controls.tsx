import { type ReactNode, useId, useState } from 'react'
import type { LanguageMap } from '@/lib/questionnaire/definition'
import { directionOf } from '@/lib/questionnaire/language'

/** What a control of the editor says besides its value. */
type Words = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong, each in one sentence. */
  readonly problems?: readonly string[]
}

type Described = Words & { readonly id: string }

/** Label, hint and problems of one control, tied to it. */
function Field({ id, label, hint, problems = [], children }: Described & { readonly children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problems.length > 0 && (
        <div id={`${id}-problem`}>
          {problems.map((problem) => (
            <p className="field-problem" key={problem}>
              {problem}
            </p>
          ))}
        </div>
      )}
      {children}
    </div>
  )
}

function described({ id, hint, problems = [] }: Described) {
  const ids = [hint === undefined ? '' : `${id}-hint`, problems.length === 0 ? '' : `${id}-problem`]
  const text = ids.filter((one) => one !== '').join(' ')
  return {
    id,
    ...(text !== '' && { 'aria-describedby': text }),
    ...(problems.length > 0 && { 'aria-invalid': true }),
  }
}

/** A line, or with `rows` several lines, of text. */
export function TextInput({
  value,
  onChange,
  language,
  rows,
  maxLength = 10_000,
  isCode = false,
  ...words
}: Words & {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Of the text; left out for names and conditions. */
  readonly language?: string
  readonly rows?: number
  readonly maxLength?: number
  readonly isCode?: boolean
}) {
  const id = useId()
  const shared = {
    ...described({ ...words, id }),
    value,
    maxLength,
    ...(language !== undefined && { lang: language, dir: directionOf(language) }),
    ...(isCode && { dir: 'ltr', spellCheck: false, autoCapitalize: 'none', className: 'code-text' }),
  }
  return (
    <Field {...words} id={id}>
      {rows === undefined ? (
        <input type="text" {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <textarea rows={rows} {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
    </Field>
  )
}

/** One language of a text that has several. An empty one is taken out, but for the language that others fall back to. */
export function TranslatedInput({
  texts,
  onChange,
  language,
  fallback,
  ...words
}: Words & {
  readonly texts: LanguageMap | null | undefined
  readonly onChange: (texts: LanguageMap) => void
  readonly language: string
  /** The questionnaire's default language: shown where this one has no words yet. */
  readonly fallback: string
  readonly rows?: number
}) {
  const source = language === fallback ? '' : (texts?.[fallback] ?? '')
  return (
    <TextInput
      {...words}
      language={language}
      value={texts?.[language] ?? ''}
      {...(source !== '' && {
        hint: (
          <span lang={fallback} dir={directionOf(fallback)}>
            {source}
          </span>
        ),
      })}
      onChange={(text) => onChange(textsWith(texts, language, text))}
    />
  )
}

/** A text with one of its languages changed; without that language where it is left empty. */
export function textsWith(
  texts: LanguageMap | null | undefined,
  language: string,
  text: string,
): LanguageMap {
  const { [language]: _former, ...others } = texts ?? {}
  return text === '' && Object.keys(others).length > 0 ? others : { ...others, [language]: text }
}

/** A number; while what is typed is none, the last one stays. */
export function NumberInput({
  value,
  onChange,
  isOptional = false,
  ...words
}: Words & {
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  /** Whether it may be left empty: null. */
  readonly isOptional?: boolean
}) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? value : readNumber(typed)
  const isReadable = typed === null || read !== null || (isOptional && typed.trim() === '')
  const problems = [...(words.problems ?? []), ...(isReadable ? [] : ['Write a number, such as 3 or 2.5.'])]
  return (
    <Field {...words} id={id} problems={problems}>
      <input
        type="text"
        inputMode="decimal"
        dir="ltr"
        className="short"
        {...described({ ...words, id, problems })}
        value={typed ?? (value === null ? '' : String(value))}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTyped(text)
          const number = readNumber(text)
          if (number !== null) onChange(number)
          else if (isOptional && text.trim() === '') onChange(null)
        }}
        onBlur={() => {
          if (isReadable) setTyped(null)
        }}
      />
    </Field>
  )
}

function readNumber(text: string): number | null {
  const written = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : null
}

/** A name that other parts refer to: taken over when it is right, and only then. */
export function NameInput({
  value,
  onChange,
  refusalOf,
  ...words
}: Words & {
  readonly value: string
  readonly onChange: (name: string) => void
  /** What is wrong with a name; null for one that can be taken. */
  readonly refusalOf: (name: string) => string | null
}) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const name = (typed ?? value).trim()
  const refusal = typed === null || name === value ? null : refusalOf(name)
  const problems = [...(words.problems ?? []), ...(refusal === null ? [] : [refusal])]
  const take = () => {
    if (typed === null || refusal !== null) return
    setTyped(null)
    if (name !== value) onChange(name)
  }
  return (
    <Field {...words} id={id} problems={problems}>
      <input
        type="text"
        dir="ltr"
        spellCheck={false}
        autoCapitalize="none"
        className="code-text"
        maxLength={64}
        {...described({ ...words, id, problems })}
        value={typed ?? value}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
        }}
      />
    </Field>
  )
}

export type Choice<T extends string> = { readonly value: T; readonly label: string }

/** One of a few. */
export function SelectInput<T extends string>({
  value,
  onChange,
  choices,
  ...words
}: Words & {
  readonly value: T
  readonly onChange: (value: T) => void
  readonly choices: readonly Choice<T>[]
}) {
  const id = useId()
  return (
    <Field {...words} id={id}>
      <select
        {...described({ ...words, id })}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Yes or no. */
export function CheckInput({
  label,
  hint,
  isChecked,
  onChange,
  isFixed = false,
}: Pick<Words, 'label' | 'hint'> & {
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  /** It follows from something else. */
  readonly isFixed?: boolean
}) {
  const id = useId()
  return (
    <div className="choice">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        disabled={isFixed}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="choice-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
