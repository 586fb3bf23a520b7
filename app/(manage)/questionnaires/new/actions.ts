'use server'

import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { createQuestionnaire } from '@/db/questionnaire-drafts'
import { newQuestionnaireSchema } from '@/lib/questionnaire/new-questionnaire'

/** Begins a questionnaire and opens it in the editor. */
export async function newQuestionnaireAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(newQuestionnaireSchema, form)
  if (!input.ok) return input.state
  return settle(
    createQuestionnaire(await currentActor(), input.value),
    ({ id }) => `/questionnaires/${id}/edit`,
    form,
  )
}
