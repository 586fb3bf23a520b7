import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProblemError } from '@/lib/problem'
import { addAccount } from './accounts'
import { readAudit } from './audit'
import { store } from './connection'
import { addDemoAccounts, beginDemo, settleDemoAccounts } from './demo-accounts'
import { listPeople, reopenAccount } from './people'
import { ensureDefaultInstruments } from './questionnaires'
import { createRound } from './rounds'
import { resumeSession, signIn } from './sessions'
import { operator, stranger } from './testing/actors'

const password = 'quiet river under stones'
const manager = { email: 'manager@example.org', password }
const now = () => new Date()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-demo-'))
  process.env.FOOTHOLD_DATA_DIR = folder
  process.env.FOOTHOLD_DEMO = '1'
})
afterEach(() => {
  delete process.env.FOOTHOLD_DEMO
  store().close()
  rmSync(folder, { recursive: true, force: true })
})

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return error.code
  }
}

test('the accounts of the demo sign in only where the demo is served', async () => {
  await beginDemo(operator, { isFilled: false })
  await addDemoAccounts(operator, password)
  expect(await settleDemoAccounts(operator, now())).toBe(false)
  const { sessionId, accountId } = await signIn(stranger, manager)

  delete process.env.FOOTHOLD_DEMO
  expect(await settleDemoAccounts(operator, now())).toBe(true)
  expect(await refusal(signIn(stranger, manager))).toBe('sign_in_failed')
  expect(await resumeSession(stranger, sessionId)).toBeNull()
  expect(await refusal(reopenAccount(operator, accountId))).toBe('demo_account')
  const closings = (await readAudit(operator)).filter(({ action }) => action === 'account.close')
  expect(closings).toHaveLength(4)

  process.env.FOOTHOLD_DEMO = '1'
  await settleDemoAccounts(operator, now())
  await signIn(stranger, manager)
})

test('an account that somebody made in the demo with a password of their own is not closed', async () => {
  await beginDemo(operator, { isFilled: false })
  await addDemoAccounts(operator, password)
  await addAccount(operator, {
    email: 'own@example.org',
    role: 'manager',
    password: 'a lantern over bridges',
  })
  await beginDemo(operator, { isFilled: true })
  delete process.env.FOOTHOLD_DEMO
  await settleDemoAccounts(operator, now())
  expect((await listPeople(operator)).filter(({ closedOn }) => closedOn === null)).toMatchObject([
    { email: 'own@example.org' },
  ])
})

test('the demo leaves a folder with an account or a round of somebody’s alone', async () => {
  await addAccount(operator, { email: 'real@example.org', role: 'administrator', password })
  expect(await refusal(beginDemo(operator, { isFilled: false }))).toBe('not_a_demo_folder')
  expect(await refusal(settleDemoAccounts(operator, now()))).toBe('not_a_demo_folder')
  delete process.env.FOOTHOLD_DEMO
  expect(await settleDemoAccounts(operator, now())).toBe(false)
  await signIn(stranger, { email: 'real@example.org', password })
})

test('a round without an account is enough for that', async () => {
  await ensureDefaultInstruments(operator)
  await createRound(operator, { title: 'Spring', slug: 'spring', questionnaireId: 'migrant-short' })
  expect(await refusal(beginDemo(operator, { isFilled: false }))).toBe('not_a_demo_folder')
})

test('a folder that an earlier Foothold filled is taken for the demo by its four accounts', async () => {
  for (const role of ['administrator', 'manager'] as const)
    await addAccount(operator, { email: `${role}@example.org`, role, password })
  await beginDemo(operator, { isFilled: true })
  delete process.env.FOOTHOLD_DEMO
  await settleDemoAccounts(operator, now())
  expect(await refusal(signIn(stranger, manager))).toBe('sign_in_failed')
})
