import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { ProblemError } from '@/lib/problem'
import type { FormState } from './ui/form/form-state'

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly state: FormState }

/**
 * Reads a posted form with a schema: the value, or the form again with a sentence at each field at fault.
 *
 * A field posted once is text, an unticked box is absent; fields the schema does not name are left out.
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): Parsed<z.output<S>> {
  const read = schema.safeParse(textFieldsOf(form))
  if (read.success) return { ok: true, value: read.data }
  const problems = read.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }))
  return { ok: false, state: { message: null, problems, values: shownAgain(form) } }
}

/**
 * Waits for one write and goes on to a page, or gives the form back with the refusal's own words.
 *
 * @param next the page to go to, or how to find it from what the write gave back
 * @throws what is not a refusal from the catalogue: the error page answers for it
 */
export async function settle<T>(
  write: Promise<T>,
  next: string | ((value: T) => string),
  form: FormData,
): Promise<FormState> {
  let value: T
  try {
    value = await write
  } catch (error) {
    return refusedForm(error, form)
  }
  redirect(typeof next === 'string' ? next : next(value))
}

/** The form again after a refusal: which fields, if it names any, and the sentence of the catalogue. */
export function refusedForm(error: unknown, form: FormData): FormState {
  if (!(error instanceof ProblemError)) throw error
  return { message: error.message, problems: error.errors, values: shownAgain(form) }
}

function textFieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
  return fields
}

function shownAgain(form: FormData): Record<string, string> {
  const { password: _neverEchoed, present: _norThis, ...fields } = textFieldsOf(form)
  // Next's own fields ride along in every posted form.
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('$')))
}
