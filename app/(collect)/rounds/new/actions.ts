'use server'

import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { createRound } from '@/db/rounds'
import { roundFormSchema } from './round-form-schema'

export async function createRoundAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(roundFormSchema, form)
  if (!input.ok) return input.state
  return settle(createRound(await currentActor(), input.value), ({ slug }) => `/rounds/${slug}`, form)
}
