import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, staffRoles } from '@/lib/permissions'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { settings } from './schema/settings'
import type { Transaction } from './write-queue'

/** Hours between two backups that are made by themselves; 0 makes none. */
export const backupHours = [0, 6, 12, 24, 168] as const

/** What administrators decide for the whole installation, with what holds until they do. */
export const settingsSchema = z.object({
  /** Whoever holds one of these roles must have a second factor. */
  secondFactorRoles: z.array(z.enum(staffRoles)).readonly().default([]),
  backupEveryHours: z.literal(backupHours, `Choose among ${backupHours.join(', ')} hours.`).default(24),
  /** How many of them are kept. */
  backupsKept: z
    .int('Keep a whole number of backups.')
    .min(1, 'Keep at least 1.')
    .max(365, 'Keep 365 at most.')
    .default(14),
  /** Day on which somebody said that a copy of the key lies in another place; null until then. */
  keyBackedUpOn: z.iso.date().nullable().default(null),
})

export type Settings = z.output<typeof settingsSchema>

/** The settings that hold now. */
export async function readSettings(actor: Actor): Promise<Settings> {
  authorise(actor, 'settings.manage')
  return settingsNow(store().reader)
}

/**
 * Changes some settings; what is not named stays.
 *
 * @throws input_invalid naming the setting
 */
export async function changeSettings(actor: Actor, changed: Partial<Settings>): Promise<void> {
  authorise(actor, 'settings.manage')
  const given = readInput(settingsSchema.partial(), changed)
  await store().writes.transact(async (tx) => {
    for (const name of Object.keys(changed) as (keyof Settings)[]) setSetting(tx, actor, name, given[name])
  })
}

/** Stores one setting as it is given, with its line of the log. For `db` only. */
export function setSetting<Name extends keyof Settings>(
  tx: Transaction,
  actor: Actor,
  name: Name,
  value: Settings[Name] | undefined,
): void {
  // What is not stored is as it was at first, which is where `null` is allowed.
  if (value === null) tx.db.delete(settings).where(eq(settings.name, name)).run()
  else
    tx.db
      .insert(settings)
      .values({ name, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } })
      .run()
  audit(tx, actor, 'settings.change', name, JSON.stringify(value))
}

/** The settings that hold now. For `db` only. */
export function settingsNow(db: Database): Settings {
  const stored = db.select().from(settings).all()
  return settingsSchema.parse(Object.fromEntries(stored.map(({ name, value }) => [name, value])))
}
