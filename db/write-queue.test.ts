import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { store } from './connection'
import { auditEntries } from './schema/audit'
import { tombstones } from './schema/responses'
import { SqliteFile } from './sqlite'
import { openFreshStore } from './testing/actors'
import type { Transaction } from './write-queue'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

function write(tx: Transaction, submissionId: string): void {
  tx.db
    .insert(tombstones)
    .values({ submissionId, roundId: 'r', withdrawnOn: '2026-01-01', afterRelease: 0 })
    .run()
}

function stored(): readonly string[] {
  return store()
    .reader.select()
    .from(tombstones)
    .all()
    .map(({ submissionId }) => submissionId)
    .sort()
}

test('work that fails undoes its own writes and no neighbour’s', async () => {
  const { writes } = store()
  const undone: string[] = []
  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c'].map((name) =>
      writes.transact(async (tx) => {
        tx.onUndo(() => undone.push(name))
        write(tx, name)
        if (name === 'b') throw new Error('b is refused')
        return name
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(stored()).toEqual(['a', 'c'])
  expect(undone).toEqual(['b'])
})

test('what was acknowledged is in the file for everybody', async () => {
  await store().writes.transact(async (tx) => write(tx, 'durable'))
  const other = new SqliteFile(join(fresh.folder, 'foothold.db'), { readonly: true })
  expect(other.prepare("select count(*) from tombstones where submission_id = 'durable'").pluck().get()).toBe(
    1,
  )
  expect(other.pragma('journal_mode', { simple: true })).toBe('wal')
  other.close()
})

test('work that asks to be alone shares its commit with nobody, and order is kept', async () => {
  const { writes } = store()
  const order: string[] = []
  const run = (name: string) => async () => void order.push(name)
  await Promise.all([
    writes.transact(run('first')),
    writes.transactAlone(run('alone')),
    writes.transact(run('after')),
  ])
  expect(order).toEqual(['first', 'alone', 'after'])
})

test('the connection for reading cannot write', () => {
  expect(() => store().reader.delete(tombstones).run()).toThrow(/readonly/)
})

test('published versions, releases and the audit log cannot be changed even by hand', async () => {
  const { $client } = store().reader
  const other = new SqliteFile(join(fresh.folder, 'foothold.db'))
  expect(() => other.exec("update questionnaire_versions set document = '{}'")).toThrow('never changes')
  expect(() => other.exec('delete from questionnaire_versions')).toThrow('never changes')
  expect(() => other.exec("update audit_entries set action = 'nothing'")).toThrow('append-only')
  expect(() => other.exec('delete from audit_entries')).toThrow('append-only')
  other.close()
  expect($client.prepare('select count(*) from questionnaire_versions').pluck().get()).toBe(4)
  expect(store().reader.select().from(auditEntries).all().length).toBeGreaterThan(0)
})
