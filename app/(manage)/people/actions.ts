'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { publicAddress } from '@/app/public-address'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { invite } from '@/db/accounts'
import { revokeInvitation } from '@/db/pending-invitations'
import { invitationFormSchema } from './invitation-form-schema'
import type { InvitationState } from './invitation-state'

/** Makes an invitation and gives its link back to the form: shown once, kept nowhere. */
export async function inviteAction(_: InvitationState, form: FormData): Promise<InvitationState> {
  const input = parseForm(invitationFormSchema, form)
  if (!input.ok) return { ...input.state, made: null }
  try {
    const path = await invite(await currentActor(), input.value)
    revalidatePath('/people')
    const link = `${await publicAddress()}${path}`
    return { message: null, problems: [], values: {}, made: { email: input.value.email, link } }
  } catch (error) {
    return { ...refusedForm(error, form), made: null }
  }
}

export async function revokeInvitationAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(z.object({ id: z.string().max(64) }), form)
  if (!input.ok) return input.state
  return settle(
    revokeInvitation(await currentActor(), input.value.id, new Date()),
    '/people?done=taken-back',
    form,
  )
}
