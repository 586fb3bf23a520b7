'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { recordFieldwork } from '@/db/fieldwork'
import { publishResults, withdrawResults } from '@/db/publications'
import { correctRound } from '@/db/round-corrections'
import { closeRound, openRound } from '@/db/rounds'
import { scoreAnew } from '@/db/score-anew'
import { publicationSchema } from '@/lib/publication'
import { scoringAnewSchema } from '@/lib/scoring-anew'
import { correctionFormSchema } from './edit/correction-form-schema'
import { fieldworkFormSchema } from './fieldwork/fieldwork-form-schema'
import { noteOutcome } from './outcome-cookie'
import { notePublication } from './publish/published-cookie'

const slugForm = z.object({ slug: z.string().max(64) })

export async function openRoundAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(slugForm, form)
  if (!input.ok) return input.state
  return settle(openRound(await currentActor(), input.value.slug), ({ slug }) => `/rounds/${slug}`, form)
}

export async function closeRoundAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(slugForm, form)
  if (!input.ok) return input.state
  return settle(closeRound(await currentActor(), input.value.slug), ({ slug }) => `/rounds/${slug}`, form)
}

export async function correctRoundAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(correctionFormSchema.extend(slugForm.shape), form)
  if (!input.ok) return input.state
  const { slug, ...correction } = input.value
  const corrected = correctRound(await currentActor(), slug, correction).then(() =>
    noteOutcome(slug, 'corrected'),
  )
  return settle(corrected, `/rounds/${slug}`, form)
}

export async function scoreAnewAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(scoringAnewSchema.extend(slugForm.shape), form)
  if (!input.ok) return input.state
  const { slug, ...request } = input.value
  const scored = scoreAnew(await currentActor(), slug, request).then(() => noteOutcome(slug, 'scored'))
  return settle(scored, `/rounds/${slug}`, form)
}

export async function publishAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(publicationSchema.extend(slugForm.shape), form)
  if (!input.ok) return input.state
  const { slug, ...publication } = input.value
  const published = publishResults(await currentActor(), slug, publication).then(({ version }) =>
    notePublication(slug, version, 'published'),
  )
  return settle(published, `/rounds/${slug}/publish`, form)
}

const withdrawForm = slugForm.extend({ version: z.coerce.number().int().min(1) })

export async function withdrawAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(withdrawForm, form)
  if (!input.ok) return input.state
  const { slug, version } = input.value
  const withdrawn = withdrawResults(await currentActor(), slug, version).then(() =>
    notePublication(slug, version, 'withdrawn'),
  )
  return settle(withdrawn, `/rounds/${slug}/publish`, form)
}

export async function recordFieldworkAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(fieldworkFormSchema.extend(slugForm.shape), form)
  if (!input.ok) return input.state
  const { slug, ...counted } = input.value
  const recorded = recordFieldwork(await currentActor(), slug, counted).then(() =>
    noteOutcome(slug, 'counted'),
  )
  return settle(recorded, `/rounds/${slug}`, form)
}
