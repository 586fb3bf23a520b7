import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, StaffRole } from '@/lib/permissions'
import { addAccount } from '../accounts'
import { store } from '../connection'
import { ensureDefaultInstruments } from '../questionnaires'
import { createRound, readRound } from '../rounds'
import { resumeSession, signIn } from '../sessions'

export const operator: Actor = { kind: 'operator' }
export const respondent: Actor = { kind: 'respondent' }
export const stranger: Actor = { kind: 'public' }

const password = 'quiet river under stones'

/** A fresh data folder, with the default questionnaires and the open round `spring`. */
export async function openFreshStore(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-db-'))
  process.env.FOOTHOLD_DATA_DIR = folder
  await ensureDefaultInstruments(operator)
  await createRound(operator, {
    title: 'Spring',
    slug: 'spring',
    questionnaireId: 'migrant-short',
    open: true,
  })
  return {
    folder,
    remove: () => {
      store().close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A signed-in person with one role: in the round `spring`, in another round, or everywhere. */
export async function staffWith(
  role: StaffRole,
  where: 'spring' | 'elsewhere' | 'everywhere' = 'spring',
): Promise<Actor> {
  const email = `${role}-${where}-${Math.random().toString(36).slice(2)}@example.org`
  const roundId =
    where === 'spring'
      ? (await readRound(operator, 'spring')).id
      : where === 'elsewhere'
        ? await otherRound()
        : null
  await addAccount(operator, { email, role, roundId, password })
  const { sessionId } = await signIn(stranger, { email, password })
  const actor = await resumeSession(stranger, sessionId)
  if (actor === null) throw new Error('The session did not begin.')
  return actor
}

async function otherRound(): Promise<string> {
  const slug = `other-${Math.random().toString(36).slice(2)}`
  return (await createRound(operator, { title: 'Other', slug, questionnaireId: 'migrant-short' })).id
}
