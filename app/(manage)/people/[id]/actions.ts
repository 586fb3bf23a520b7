'use server'

import { z } from 'zod'
import { publicAddress } from '@/app/public-address'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import type { FormState } from '@/app/ui/form/form-state'
import { makePasswordLink } from '@/db/password-links'
import { changeRoles, closeAccount, endSessionsOf, reopenAccount, unlinkAccount } from '@/db/people'
import { removeSecondFactor } from '@/db/second-factor'
import { clearances, staffRoles } from '@/lib/permissions'
import type { LinkState } from './link-state'
import { type PersonOutcome, pageOf } from './outcomes'

const personForm = z.object({ id: z.string().max(64) })
const grantForm = personForm.extend({
  role: z.enum(staffRoles, 'Choose a role.'),
  /** '' is every round. */
  roundId: z
    .string()
    .max(64)
    .transform((roundId) => (roundId === '' ? null : roundId)),
})
const ticked = z.literal('yes').optional()
const clearanceForm = grantForm.extend({ sensitive: ticked, text: ticked })

export async function giveRoleAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(clearanceForm, form)
  if (!input.ok) return input.state
  const { id, role, roundId, ...boxes } = input.value
  const cleared = clearances.filter((one) => boxes[one] === 'yes')
  const change = { give: [{ role, roundId, clearances: cleared }] }
  return settle(changeRoles(await currentActor(), id, change), pageOf(id, 'roles'), form)
}

export async function takeRoleAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(grantForm, form)
  if (!input.ok) return input.state
  const { id, role, roundId } = input.value
  return settle(
    changeRoles(await currentActor(), id, { take: [{ role, roundId }] }),
    pageOf(id, 'roles'),
    form,
  )
}

export async function closeAction(_: FormState, form: FormData): Promise<FormState> {
  return withPerson(form, 'closed', async (id) => closeAccount(await currentActor(), id, new Date()))
}

export async function reopenAction(_: FormState, form: FormData): Promise<FormState> {
  return withPerson(form, 'reopened', async (id) => reopenAccount(await currentActor(), id))
}

export async function removeFactorAction(_: FormState, form: FormData): Promise<FormState> {
  return withPerson(form, 'factor-off', async (id) => removeSecondFactor(await currentActor(), id))
}

/** Makes a link for a new password, and gives it back to the form: shown once. */
export async function passwordLinkAction(_: LinkState, form: FormData): Promise<LinkState> {
  const input = parseForm(personForm, form)
  if (!input.ok) return { ...input.state, link: null }
  try {
    const path = await makePasswordLink(await currentActor(), input.value.id)
    return { message: null, problems: [], values: {}, link: `${await publicAddress()}${path}` }
  } catch (error) {
    return { ...refusedForm(error, form), link: null }
  }
}

export async function endSessionsAction(_: FormState, form: FormData): Promise<FormState> {
  return withPerson(form, 'signed-out', async (id) => endSessionsOf(await currentActor(), id))
}

export async function unlinkAction(_: FormState, form: FormData): Promise<FormState> {
  return withPerson(form, 'unlinked', async (id) => unlinkAccount(await currentActor(), id))
}

async function withPerson(
  form: FormData,
  outcome: PersonOutcome,
  write: (id: string) => Promise<void>,
): Promise<FormState> {
  const input = parseForm(personForm, form)
  if (!input.ok) return input.state
  return settle(write(input.value.id), pageOf(input.value.id, outcome), form)
}
