'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { saveTranslations } from '@/db/questionnaire-drafts'
import { recordedStates } from '@/lib/questionnaire/translation-state'

const head = z.object({
  id: z.string().max(64),
  language: z.string().max(20),
  revision: z.coerce.number().int(),
  /** The page to show then. */
  next: z.string().max(300),
})

const state = z.enum(recordedStates).catch('translated')

/**
 * Saves the translations of one page: those whose words were changed, and those that were said to be in a state. A text that is only
 * shown is left as it is, whatever somebody else made of it meanwhile.
 */
export async function saveTranslationsAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(head, form)
  if (!input.ok) return input.state
  const { id, language, revision, next } = input.value
  const translations: Record<string, { text: string; state: z.infer<typeof state> }> = {}
  for (const [name, value] of form) {
    const key = name.startsWith('text ') ? name.slice('text '.length) : null
    if (key === null || typeof value !== 'string') continue
    const text = value.replaceAll('\r\n', '\n')
    const chosen = form.get(`state ${key}`)
    const isChanged = text !== String(form.get(`was ${key}`) ?? '').replaceAll('\r\n', '\n')
    if (isChanged || (chosen !== null && chosen !== '')) {
      translations[key] = { text, state: chosen === '' ? 'translated' : state.parse(chosen) }
    }
  }
  const own = next.startsWith(`/questionnaires/${id}/translations`)
    ? next
    : `/questionnaires/${id}/translations`
  return settle(saveTranslations(await currentActor(), id, { revision, language, translations }), own, form)
}
