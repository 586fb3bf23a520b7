'use server'

import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { changePassword, passwordChangeSchema } from '@/db/own-account'

export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(passwordChangeSchema, form)
  if (!input.ok) return input.state
  return settle(changePassword(await currentActor(), input.value), '/account/password?done=changed', form)
}
