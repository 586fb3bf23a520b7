import type { FieldErrors } from 'react-hook-form'
import type { Problem } from '@/lib/result'

/**
 * What a form shows after the server looked at it: one sentence about the whole, sentences about single fields,
 * and what was typed, so that nothing is typed twice. Passwords are never given back.
 */
export type FormState = {
  readonly message: string | null
  readonly problems: readonly Problem[]
  readonly values: Readonly<Record<string, string>>
}

export const untouchedForm: FormState = { message: null, problems: [], values: {} }

/** The sentence about one field, or null when nothing is wrong with it. */
export function problemOf(state: FormState, field: string): string | null {
  return state.problems.find((problem) => problem.path === field)?.message ?? null
}

/** The browser's verdict in the shape of the server's, so that both are shown in the same place. */
export function formStateOf(errors: FieldErrors): FormState {
  const problems = Object.entries(errors).map(([path, error]) => ({
    path,
    code: String(error?.type ?? 'invalid'),
    message: String(error?.message ?? ''),
  }))
  return { message: null, problems, values: {} }
}
