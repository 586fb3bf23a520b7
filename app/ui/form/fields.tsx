import type { ComponentProps, ReactNode } from 'react'

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and how to put it right; null or left out when nothing is. */
  readonly problem?: string | null
}

/**
 * One line of text with its label, hint and problem tied to it for screen readers.
 *
 * @param prefix what stands before the text and is not part of it: the start of an address
 */
export function TextField({
  name,
  label,
  hint,
  problem,
  prefix,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'id' | 'name'>) {
  const box = <input {...input} {...fieldAttributes({ name, hint, problem })} />
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <FieldHint name={name} hint={hint} />
      <FieldProblem name={name} problem={problem} />
      {prefix === undefined ? (
        box
      ) : (
        <div className="with-prefix" dir="ltr">
          <span className="prefix">{prefix}</span>
          {box}
        </div>
      )}
    </div>
  )
}

/** An e-mail address, by which an account is known. */
export function EmailField(
  field: Omit<ComponentProps<typeof TextField>, 'name' | 'label' | 'type' | 'autoCapitalize' | 'spellCheck'>,
) {
  return (
    <TextField
      name="email"
      label="E-mail address"
      type="email"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...field}
    />
  )
}

/** A few lines of text. */
export function LongTextField({
  name,
  label,
  hint,
  problem,
  ...area
}: FieldProps & Omit<ComponentProps<'textarea'>, 'id' | 'name'>) {
  const described = describedBy({ name, hint, problem })
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <FieldHint name={name} hint={hint} />
      <FieldProblem name={name} problem={problem} />
      <textarea
        {...area}
        id={name}
        name={name}
        {...(described && { 'aria-describedby': described })}
        {...(problem && { 'aria-invalid': true })}
      />
    </div>
  )
}

/** A choice from a list that is too long to lay open. */
export function SelectField({
  name,
  label,
  hint,
  problem,
  children,
  ...select
}: FieldProps & Omit<ComponentProps<'select'>, 'id' | 'name'>) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <FieldHint name={name} hint={hint} />
      <FieldProblem name={name} problem={problem} />
      <select {...select} {...fieldAttributes({ name, hint, problem })}>
        {children}
      </select>
    </div>
  )
}

export type RadioOption = { readonly value: string; readonly label: string; readonly hint?: string }

/** A few options laid open, one of which is chosen. */
export function RadioField({
  name,
  label,
  hint,
  problem,
  options,
  chosen,
  ...input
}: FieldProps & {
  readonly options: readonly RadioOption[]
  readonly chosen: string | undefined
} & Omit<ComponentProps<'input'>, 'id' | 'name' | 'value' | 'type' | 'defaultChecked'>) {
  const described = describedBy({ name, hint, problem })
  return (
    <fieldset className="field" id={name} {...(described && { 'aria-describedby': described })}>
      <legend>{label}</legend>
      <FieldHint name={name} hint={hint} />
      <FieldProblem name={name} problem={problem} />
      {options.map((option) => (
        <div className="choice" key={option.value}>
          <input
            {...input}
            type="radio"
            name={name}
            id={`${name}-${option.value}`}
            value={option.value}
            defaultChecked={option.value === chosen}
            {...(option.hint && { 'aria-describedby': `${name}-${option.value}-hint` })}
          />
          <label htmlFor={`${name}-${option.value}`}>{option.label}</label>
          {option.hint && (
            <p className="choice-hint" id={`${name}-${option.value}-hint`}>
              {option.hint}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  )
}

/** A box to tick; posted as `yes` when it is. */
export function CheckField({
  name,
  label,
  hint,
  problem,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'id' | 'name' | 'type' | 'value'>) {
  return (
    <div className="field">
      <FieldProblem name={name} problem={problem} />
      <div className="choice">
        <input {...input} type="checkbox" value="yes" {...fieldAttributes({ name, hint, problem })} />
        <label htmlFor={name}>{label}</label>
        {hint && (
          <p className="choice-hint" id={`${name}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

function FieldHint({ name, hint }: { readonly name: string; readonly hint: ReactNode }) {
  if (!hint) return null
  return (
    <p className="field-hint" id={`${name}-hint`}>
      {hint}
    </p>
  )
}

function FieldProblem({
  name,
  problem,
}: {
  readonly name: string
  readonly problem: string | null | undefined
}) {
  if (!problem) return null
  return (
    <p className="field-problem" id={`${name}-problem`}>
      {problem}
    </p>
  )
}

function fieldAttributes(field: {
  name: string
  hint?: ReactNode
  problem?: string | null | undefined
}): ComponentProps<'input'> & ComponentProps<'select'> {
  const described = describedBy(field)
  return {
    id: field.name,
    name: field.name,
    ...(described && { 'aria-describedby': described }),
    ...(field.problem && { 'aria-invalid': true }),
  }
}

/** The ids that describe a field, problem first so that it is read before the hint. */
export function describedBy(field: {
  name: string
  hint?: ReactNode
  problem?: string | null | undefined
}): string | undefined {
  const ids = [field.problem && `${field.name}-problem`, field.hint && `${field.name}-hint`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
