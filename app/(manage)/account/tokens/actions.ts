'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { makeAccessToken, revokeAccessToken } from '@/db/access-tokens'
import { dateInWords } from '@/lib/interface/calendar-words'
import { tokenFormSchema } from './token-form-schema'
import type { TokenState } from './token-state'

const here = '/account/tokens'

/** Makes a token and gives it back to the form: shown once, kept nowhere. */
export async function makeTokenAction(_: TokenState, form: FormData): Promise<TokenState> {
  const input = parseForm(tokenFormSchema, form)
  if (!input.ok) return { ...input.state, made: null }
  try {
    const { name } = input.value
    const { token, expiresOn } = await makeAccessToken(await currentActor(), input.value, new Date())
    revalidatePath(here)
    const made = { name, token, expiresOn: dateInWords(staffCalendar, expiresOn) }
    return { message: null, problems: [], values: {}, made }
  } catch (error) {
    return { ...refusedForm(error, form), made: null }
  }
}

export async function revokeTokenAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(z.object({ id: z.string().max(64) }), form)
  if (!input.ok) return input.state
  return settle(revokeAccessToken(await currentActor(), input.value.id), `${here}?revoked=yes`, form)
}
