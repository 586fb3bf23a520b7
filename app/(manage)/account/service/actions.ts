'use server'

import { z } from 'zod'
import { noteTying, tyingPage } from '@/app/oidc'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { confirmTying, untieAccount } from '@/db/oidc'
import { notConfirmedYet, type TyingState } from './tying-state'

const passwordForm = z.object({
  password: z.string().min(1, 'Enter your password.').max(1024, 'This password is too long.'),
})

/** Checks the password, and notes for the way back from the service that this session asked to be tied. */
export async function confirmTyingAction(_: TyingState, form: FormData): Promise<TyingState> {
  const input = parseForm(passwordForm, form)
  if (!input.ok) return { ...input.state, isConfirmed: false }
  try {
    const { sessionId } = await confirmTying(await currentActor(), input.value.password)
    await noteTying(sessionId)
    return { ...notConfirmedYet, isConfirmed: true }
  } catch (error) {
    return { ...refusedForm(error, form), isConfirmed: false }
  }
}

export async function untieAction(_: FormState, form: FormData): Promise<FormState> {
  return settle(untieAccount(await currentActor()), `${tyingPage}?done=untied`, form)
}
