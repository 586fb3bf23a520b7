import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SqliteFile } from './sqlite'

type Connection = InstanceType<typeof SqliteFile>

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })).min(1) })

/** When the newest migration of this program was made, in milliseconds since 1970: the number of its schema. */
export function schemaOfProgram(migrationsFolder: string): number {
  const journal: unknown = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8'))
  return Math.max(...journalSchema.parse(journal).entries.map(({ when }) => when))
}

/** The number of the schema that a database has; 0 for an empty one. */
export function schemaOfDatabase(connection: Connection): number {
  const hasLog = connection
    .prepare("select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'")
    .get()
  if (hasLog === undefined) return 0
  const newest = connection.prepare<[], { at: number | null }>(
    'select max(created_at) as at from __drizzle_migrations',
  )
  return Number(newest.get()?.at ?? 0)
}

/** Where a database was written by a later Foothold. */
export const laterSchema =
  'this data was written by a later version of Foothold, which keeps it in another form. Install that version or a later one; nothing was changed.'
