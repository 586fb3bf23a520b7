'use server'

import { publicAddress } from '@/app/public-address'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm } from '@/app/settle'
import { invite } from '@/db/accounts'
import { invitationFormSchema } from './invitation-form-schema'
import type { InvitationState } from './invitation-state'

/** Makes an invitation and gives its link back to the form: shown once, kept nowhere. */
export async function inviteAction(_: InvitationState, form: FormData): Promise<InvitationState> {
  const input = parseForm(invitationFormSchema, form)
  if (!input.ok) return { ...input.state, made: null }
  try {
    const path = await invite(await currentActor(), input.value)
    const link = `${await publicAddress()}${path}`
    return { message: null, problems: [], values: {}, made: { email: input.value.email, link } }
  } catch (error) {
    return { ...refusedForm(error, form), made: null }
  }
}
