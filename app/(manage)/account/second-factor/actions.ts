'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { makeRecoveryCodes, setUpSecondFactor, takeOffSecondFactor } from '@/db/second-factor'
import type { CodesState } from './codes-state'

const codeForm = z.object({ code: z.string().max(40) })
const setUpForm = codeForm.extend({ password: z.string().max(1024).default('') })

/** Sets the second factor up, and gives the recovery codes back to the form: shown once, kept nowhere. */
export async function setUpAction(_: CodesState, form: FormData): Promise<CodesState> {
  const input = parseForm(setUpForm, form)
  if (!input.ok) return { ...input.state, codes: null }
  return withCodes(form, async () => setUpSecondFactor(await currentActor(), input.value, new Date()))
}

export async function newCodesAction(_: CodesState, form: FormData): Promise<CodesState> {
  const input = parseForm(codeForm, form)
  if (!input.ok) return { ...input.state, codes: null }
  return withCodes(form, async () => makeRecoveryCodes(await currentActor(), input.value.code, new Date()))
}

export async function takeOffAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(codeForm, form)
  if (!input.ok) return input.state
  const { code } = input.value
  return settle(
    takeOffSecondFactor(await currentActor(), code, new Date()),
    '/account/second-factor?done=off',
    form,
  )
}

async function withCodes(form: FormData, make: () => Promise<readonly string[]>): Promise<CodesState> {
  try {
    return { message: null, problems: [], values: {}, codes: await make() }
  } catch (error) {
    return { ...refusedForm(error, form), codes: null }
  }
}
