'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { cancelExport, requestExport } from '@/db/exports'
import { exportFormSchema } from './export-form-schema'

const slugForm = z.object({ slug: z.string().max(64) })
const fileForm = slugForm.extend({ id: z.string().max(64) })

export async function requestExportAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(exportFormSchema.extend(slugForm.shape), form)
  if (!input.ok) return input.state
  const { slug, ...request } = input.value
  return settle(requestExport(await currentActor(), slug, request), `/rounds/${slug}/export`, form)
}

export async function cancelExportAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(fileForm, form)
  if (!input.ok) return input.state
  const { slug, id } = input.value
  return settle(cancelExport(await currentActor(), slug, id), `/rounds/${slug}/export`, form)
}
