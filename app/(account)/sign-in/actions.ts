'use server'

import { startSession } from '@/app/auth'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { signInSchema } from './sign-in-schema'

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(signInSchema, form)
  if (!input.ok) return input.state
  return settle(startSession(input.value), input.value.next, form)
}
