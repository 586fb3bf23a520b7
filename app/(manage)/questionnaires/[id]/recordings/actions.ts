'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { removeMedia } from '@/db/questionnaire-media'

const removalForm = z.object({
  id: z.string().max(64),
  version: z.coerce.number().int().min(1),
  itemId: z.string().max(64),
  optionCode: z.string().max(64),
  language: z.string().max(20),
  kind: z.enum(['audio', 'image']),
})

/** Removes one recording or picture and shows what is left. */
export async function removeMediaAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(removalForm, form)
  if (!input.ok) return input.state
  const { id, version, ...file } = input.value
  const query = new URLSearchParams({ version: String(version), removed: '1' })
  if (file.language !== '') query.set('language', file.language)
  return settle(
    removeMedia(await currentActor(), { id, version }, file),
    `/questionnaires/${id}/recordings?${query}`,
    form,
  )
}
