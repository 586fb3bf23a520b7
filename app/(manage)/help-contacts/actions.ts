'use server'

import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { addHelpContact, changeHelpContact, moveHelpContact, removeHelpContact } from '@/db/help-contacts'
import { helpContactSchema } from '@/lib/help-contact'

const list = '/help-contacts'
const idForm = z.object({ id: z.string().max(64) })
const moveForm = idForm.extend({ way: z.enum(['up', 'down']) })

export async function addContactAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(helpContactSchema, form)
  if (!input.ok) return input.state
  return settle(addHelpContact(await currentActor(), input.value), list, form)
}

export async function changeContactAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(helpContactSchema.and(idForm), form)
  if (!input.ok) return input.state
  return settle(changeHelpContact(await currentActor(), input.value.id, input.value), list, form)
}

export async function removeContactAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(idForm, form)
  if (!input.ok) return input.state
  return settle(removeHelpContact(await currentActor(), input.value.id), list, form)
}

export async function moveContactAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(moveForm, form)
  if (!input.ok) return input.state
  return settle(moveHelpContact(await currentActor(), input.value.id, input.value.way), list, form)
}
