'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { untouchedForm } from '@/app/ui/form/form-state'
import { beginDraft, discardDraft, keepDraftAsNext, publishDraft } from '@/db/questionnaire-drafts'
import { reinstateVersion, retireVersion } from '@/db/questionnaire-versions'

const id = z.string().max(64)
const revision = z.coerce.number().int().min(1)
const version = z.coerce.number().int().min(1)

const draftForm = z.object({ id, revision })
const versionForm = z.object({ id, version })

const publishingForm = draftForm.extend({
  note: z
    .string()
    .trim()
    .min(1, 'Say in a few words what is new, for those who compare versions later.')
    .max(2_000, 'This note is too long. 2,000 letters are the most.'),
  hasWarnings: z.enum(['true', 'false']),
  warningsReason: z
    .string()
    .trim()
    .max(2_000, 'This reason is too long. 2,000 letters are the most.')
    .default(''),
})

/** Begins a draft, or goes on with the one that there is, and opens it. */
export async function beginDraftAction(form: FormData): Promise<void> {
  const input = parseForm(z.object({ id }), form)
  if (!input.ok) redirect('/questionnaires')
  await beginDraft(await currentActor(), input.value.id)
  redirect(`/questionnaires/${input.value.id}/edit`)
}

/** Publishes a draft and shows the versions. */
export async function publishDraftAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(publishingForm, form)
  if (!input.ok) return input.state
  const { id, hasWarnings, ...publishing } = input.value
  if (hasWarnings === 'true' && publishing.warningsReason.split(/\s+/).length < 3) {
    const message = 'Say in three words or more why it is published in spite of the warnings.'
    return {
      ...untouchedForm,
      problems: [{ path: 'warningsReason', code: 'too_short', message }],
      values: { note: publishing.note, warningsReason: publishing.warningsReason },
    }
  }
  return settle(
    publishDraft(await currentActor(), id, publishing),
    ({ version }) => `/questionnaires/${id}/versions?published=${version}`,
    form,
  )
}

/** Throws a draft away. */
export async function discardDraftAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(draftForm, form)
  if (!input.ok) return input.state
  const { id, revision } = input.value
  return settle(discardDraft(await currentActor(), id, revision), '/questionnaires', form)
}

/** Has a draft follow a version that was published since it was begun. */
export async function keepDraftAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(draftForm, form)
  if (!input.ok) return input.state
  const { id, revision } = input.value
  return settle(keepDraftAsNext(await currentActor(), id, revision), `/questionnaires/${id}/publish`, form)
}

/** Retires a version, or takes it up again, and shows the versions. */
export async function retireVersionAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(versionForm, form)
  if (!input.ok) return input.state
  const { id, version } = input.value
  return settle(retireVersion(await currentActor(), id, version), `/questionnaires/${id}/versions`, form)
}

/** As `retireVersionAction`, the other way. */
export async function reinstateVersionAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(versionForm, form)
  if (!input.ok) return input.state
  const { id, version } = input.value
  return settle(reinstateVersion(await currentActor(), id, version), `/questionnaires/${id}/versions`, form)
}
