import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditPart, actionsOf, auditActions, auditParts } from '@/lib/audit-actions'
import type { ProblemError } from '@/lib/problem'
import { audit } from './audit'
import { readAuditPage } from './audit-log'
import { store } from './connection'
import { closeRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

test('an entry names the round and the account that it is about, and whoever did it', async () => {
  const manager = await staffWith('manager')
  await closeRound(manager, 'spring')
  const { lines } = await readAuditPage(operator, { part: 'rounds' })
  expect(lines[0]).toMatchObject({ action: 'round.close', subject: 'Spring' })
  expect(lines[0]?.email).toMatch(/^manager-spring-/)
  expect(lines.every(({ action }) => action.startsWith('round.'))).toBe(true)
})

test('days, people and parts leave the other entries out', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const all = await readAuditPage(operator, {})
  expect((await readAuditPage(operator, { from: today, to: today })).matching).toBe(all.matching)
  expect((await readAuditPage(operator, { to: '2020-01-01' })).lines).toEqual([])
  expect((await readAuditPage(operator, { from: '2099-01-01' })).lines).toEqual([])
  const byOperator = await readAuditPage(operator, { account: 'operator' })
  expect(byOperator.lines.every(({ account }) => account === 'operator')).toBe(true)
  expect(byOperator.matching).toBeLessThan(all.matching)
  const parts = Object.keys(auditParts) as AuditPart[]
  const counts = await Promise.all(
    parts.map(async (part) => (await readAuditPage(operator, { part })).matching),
  )
  expect(counts.reduce((sum, n) => sum + n)).toBe(all.matching)
})

test('pages follow each other without a gap or a repeat', async () => {
  await store().writes.transact(async (tx) => {
    for (let n = 0; n < 230; n += 1) audit(tx, operator, 'settings.change', `entry ${n}`)
  })
  const seen: number[] = []
  let before: number | null | undefined
  do {
    const page: Awaited<ReturnType<typeof readAuditPage>> = await readAuditPage(operator, {
      ...(typeof before === 'number' && { before }),
    })
    seen.push(...page.lines.map(({ sequence }) => sequence))
    before = page.before
  } while (before !== null)
  expect(seen).toEqual([...seen].sort((a, b) => b - a))
  expect(seen.length).toBe((await readAuditPage(operator, {})).matching)
  expect(seen.at(-1)).toBe(1)
})

test('a day that is none is refused by name', async () => {
  const refused = await readAuditPage(operator, { from: 'yesterday' }).catch((error: ProblemError) =>
    error.errors.map(({ path }) => path),
  )
  expect(refused).toEqual(['from'])
})

test('every action belongs to one part', () => {
  const parts = Object.keys(auditParts) as AuditPart[]
  expect(parts.flatMap(actionsOf).sort()).toEqual(Object.keys(auditActions).sort())
})
