import type { UseFormRegister } from 'react-hook-form'

/**
 * The fields of one question. `answer` holds one text, or several codes where several can be chosen; a date is its parts
 * instead, and an order its places.
 */
export type FieldEntry = {
  answer: string | string[]
  reserved: string | string[] | boolean
  /** Codes put in order, the first one first. */
  places?: string[]
  year?: string
  month?: string
  day?: string
}

/** What every field of a question is given. */
export type FieldProps = {
  /** Element id that an error summary links to: the first control. */
  readonly id: string
  readonly register: UseFormRegister<FieldEntry>
  /** Ids of the elements that describe the field: help, range, error. */
  readonly describedBy: string | undefined
  readonly hasFault: boolean
}

/** An option in the language of the page. */
export type FieldOption = {
  readonly code: string
  readonly label: string
  readonly isReserved: boolean
  /** What else people call it: a search finds it by these too. */
  readonly otherNames?: readonly string[] | undefined
  /** Address of a picture that shows what the label says. */
  readonly picture?: string | undefined
}
