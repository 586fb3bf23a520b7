import { type FormState, untouchedForm } from '@/app/ui/form/form-state'

/** One line of what was answered, in words. */
export type ReadLine = {
  readonly question: string
  /** A line for each code that was chosen; empty where there is no answer to show. */
  readonly answer: readonly string[]
  /** Why there is no answer. */
  readonly note: string | null
}

/** The form that asks for one person's answers after a try: they stand only in this answer, and have no address. */
export type ReadState = FormState & {
  readonly read: {
    /** When and how it came. */
    readonly about: string
    readonly sections: readonly {
      readonly id: string
      readonly title: string
      readonly lines: readonly ReadLine[]
    }[]
  } | null
}

export const nothingReadYet: ReadState = { ...untouchedForm, read: null }
