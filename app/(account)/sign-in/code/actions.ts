'use server'

import { z } from 'zod'
import { finishSession } from '@/app/auth'
import { ownPath } from '@/app/own-path'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'

const codeFormSchema = z.object({ code: z.string().max(40), next: z.string().max(2_000).transform(ownPath) })

export async function giveCodeAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(codeFormSchema, form)
  if (!input.ok) return input.state
  return settle(finishSession(input.value.code), input.value.next, form)
}
