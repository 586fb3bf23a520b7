'use server'

import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { newPasswordSchema, setPasswordByLink } from '@/db/password-links'

export async function setPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(newPasswordSchema, form)
  if (!input.ok) return input.state
  return settle(setPasswordByLink({ kind: 'public' }, input.value), '/sign-in', form)
}
