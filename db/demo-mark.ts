import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database'
import { settings } from './schema/settings'
import type { Transaction } from './write-queue'

/** Stands in the database itself, so that a copied or renamed folder keeps it. Nobody changes it by hand, so it is no setting. */
const name = 'demoAccounts'

/** Ids of the accounts whose passwords the demo prints; null where the data folder is not one of the demo. For `db` only. */
export function demoAccountsIn(db: Database): readonly string[] | null {
  const mark = db.select().from(settings).where(eq(settings.name, name)).get()
  return mark === undefined ? null : z.array(z.string()).parse(mark.value)
}

/** Marks the data folder as one of the demo, with its accounts. For `db` only. */
export function markDemo(tx: Transaction, accountIds: readonly string[]): void {
  tx.db
    .insert(settings)
    .values({ name, value: accountIds })
    .onConflictDoUpdate({ target: settings.name, set: { value: accountIds } })
    .run()
}
