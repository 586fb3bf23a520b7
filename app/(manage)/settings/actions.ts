'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { makeBackup } from '@/db/backup'
import { beginKeyRotation } from '@/db/data-keys'
import { changeSettings, settingsSchema } from '@/db/settings'
import { staffRoles } from '@/lib/permissions'

const here = '/settings'
const scheduleForm = z.object({
  backupEveryHours: z.coerce.number().pipe(settingsSchema.shape.backupEveryHours.unwrap()),
  backupsKept: z.coerce.number('Give a whole number.').pipe(settingsSchema.shape.backupsKept.unwrap()),
})

export async function requireFactorAction(_: FormState, form: FormData): Promise<FormState> {
  const secondFactorRoles = staffRoles.filter((role) => form.get(role) === 'yes')
  return settle(changeSettings(await currentActor(), { secondFactorRoles }), `${here}?done=saved`, form)
}

export async function scheduleAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(scheduleForm, form)
  if (!input.ok) return input.state
  return settle(changeSettings(await currentActor(), input.value), `${here}?done=saved`, form)
}

export async function makeBackupAction(_: FormState, form: FormData): Promise<FormState> {
  return settle(makeBackup(await currentActor()), `${here}?done=backup`, form)
}

export async function rotateKeyAction(_: FormState, form: FormData): Promise<FormState> {
  return settle(beginKeyRotation(await currentActor()), `${here}?done=key`, form)
}

export async function confirmKeyAction(_: FormState, form: FormData): Promise<FormState> {
  const keyBackedUpOn = new Date().toISOString().slice(0, 10)
  return settle(changeSettings(await currentActor(), { keyBackedUpOn }), `${here}?done=saved`, form)
}
