'use server'

import { startSession } from '@/app/auth'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { acceptInvitation } from '@/db/accounts'
import { invitationSchema } from './invitation-schema'

/** Makes the account that a set-up link or an invitation promises, and signs its owner in. */
export async function acceptInvitationAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(invitationSchema, form)
  if (!input.ok) return input.state
  const accepted = acceptInvitation({ kind: 'public' }, input.value).then(() => startSession(input.value))
  return settle(accepted, '/', form)
}
