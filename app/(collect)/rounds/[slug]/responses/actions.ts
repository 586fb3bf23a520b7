'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm } from '@/app/settle'
import { readResponse } from '@/db/response-reading'
import type { ReadState } from './read-state'
import { responseInWords } from './response-in-words'

const readFormSchema = z.object({
  slug: z.string().max(64),
  id: z.string().max(64).optional(),
  receipt: z.string().max(64).optional(),
  reason: z.string().max(1_000),
})

/** Gives one person's answers back to the form that said why. */
export async function readResponseAction(_: ReadState, form: FormData): Promise<ReadState> {
  const input = parseForm(readFormSchema, form)
  if (!input.ok) return { ...input.state, read: null }
  const { slug, ...asked } = input.value
  try {
    const read = responseInWords(await readResponse(await currentActor(), slug, asked))
    return { message: null, problems: [], values: {}, read }
  } catch (error) {
    return { ...refusedForm(error, form), read: null }
  }
}
