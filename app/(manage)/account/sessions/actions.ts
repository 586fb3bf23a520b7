'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { endOwnSessions } from '@/db/own-account'

/** Ends one session, or (`others`) all but this one. */
export async function endSessionAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(z.object({ which: z.string().max(64) }), form)
  if (!input.ok) return input.state
  return settle(endOwnSessions(await currentActor(), input.value.which), '/account/sessions?done=ended', form)
}
