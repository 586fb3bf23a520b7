import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { type Actor, type StaffRole, staffRoles } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { addAccount } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { demoAccountsIn, markDemo } from './demo-mark'
import { readEnvironment } from './environment'
import { shutAccount } from './people'
import { accounts } from './schema/accounts'
import { rounds } from './schema/rounds'

/** The address of the demo's account for a role. */
export const demoAddress = (role: StaffRole): string => `${role}@example.org`

/**
 * Marks an empty data folder as one of the demo; one that is marked stays so.
 *
 * @param isFilled whether an earlier Foothold, which knew no mark, filled it
 * @throws not_a_demo_folder when it holds an account or a round
 */
export async function beginDemo(actor: Actor, { isFilled }: { readonly isFilled: boolean }): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    if (demoAccountsIn(tx.db) !== null) return
    if (!isFilled) refuseRealData(tx.db)
    const own = tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(inArray(accounts.email, staffRoles.map(demoAddress)))
      .all()
    markDemo(
      tx,
      own.map(({ id }) => id),
    )
  })
}

/** Makes an account for each role with a password that everybody may know. @throws email_taken */
export async function addDemoAccounts(actor: Actor, password: string): Promise<void> {
  authorise(actor, 'account.manage')
  const made: string[] = []
  for (const role of staffRoles)
    made.push((await addAccount(actor, { email: demoAddress(role), role, password })).accountId)
  await store().writes.transact(async (tx) => markDemo(tx, made))
}

/**
 * Before serving: lets the accounts of the demo sign in where it is the demo that is served, and closes them anywhere else. The
 * demo prints their passwords, so a data folder of it must not be open to whoever has seen them.
 *
 * @returns whether accounts are closed because this is a folder of the demo that is served as a real one
 * @throws not_a_demo_folder when the demo is to serve a folder with accounts or rounds that it did not make
 */
export async function settleDemoAccounts(actor: Actor, now: Date): Promise<boolean> {
  authorise(actor, 'installation.check')
  const { isDemo } = readEnvironment()
  return store().writes.transact(async (tx) => {
    const marked = demoAccountsIn(tx.db)
    if (marked === null) {
      if (isDemo) refuseRealData(tx.db)
      return false
    }
    const isWrong = isDemo ? isNotNull(accounts.closedOn) : isNull(accounts.closedOn)
    const wrong = tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(inArray(accounts.id, [...marked]), isWrong))
      .all()
    for (const { id } of wrong) {
      if (!isDemo) shutAccount(tx, actor, id, now)
      else {
        tx.db.update(accounts).set({ closedOn: null }).where(eq(accounts.id, id)).run()
        audit(tx, actor, 'account.reopen', id)
      }
    }
    return !isDemo
  })
}

function refuseRealData(db: Database): void {
  const account = db.select({ id: accounts.id }).from(accounts).limit(1).get()
  const round = db.select({ id: rounds.id }).from(rounds).limit(1).get()
  if (account !== undefined || round !== undefined) throw problem('not_a_demo_folder')
}
