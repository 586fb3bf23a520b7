'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import {
  beginDraft,
  discardDraft,
  keepDraftAsNext,
  publishDraft,
  publishingSchema,
} from '@/db/questionnaire-drafts'
import { reinstateVersion, retireVersion } from '@/db/questionnaire-versions'

const id = z.string().max(64)
const revision = z.coerce.number().int().min(1)
const version = z.coerce.number().int().min(1)

const draftForm = z.object({ id, revision })
const versionForm = z.object({ id, version })

/** Begins a draft, or goes on with the one that there is, and opens it. */
export async function beginDraftAction(form: FormData): Promise<void> {
  const input = parseForm(z.object({ id }), form)
  if (!input.ok) redirect('/questionnaires')
  await beginDraft(await currentActor(), input.value.id)
  redirect(`/questionnaires/${input.value.id}/edit`)
}

/** Publishes a draft and shows the versions. */
export async function publishDraftAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(publishingSchema.extend({ id }), form)
  if (!input.ok) return input.state
  const { id: questionnaireId, ...publishing } = input.value
  return settle(
    publishDraft(await currentActor(), questionnaireId, publishing),
    ({ version }) => `/questionnaires/${questionnaireId}/versions?published=${version}`,
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
