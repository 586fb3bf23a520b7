import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { countNow, countResponses } from './live-sums'
import { readProfile, rebuildSums } from './profiles'
import { recordResponse, withdrawResponse } from './responses'
import { uncountedResponses } from './schema/responses'
import { openFreshStore, operator, respondent } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
})
afterEach(() => fresh.remove())

/** Records a person of a gender; gives the receipt. */
async function record(gender: 'woman' | 'man'): Promise<string> {
  const submission = {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: { gender },
  }
  return (await recordResponse(respondent, 'spring', submission)).receipt
}

/** Exact numbers of people by gender. */
async function people(): Promise<Readonly<Record<string, number>>> {
  const { cells } = await readProfile(operator, 'spring', { by: ['gender'], exact: true })
  return Object.fromEntries(
    cells.flatMap((cell) => (cell.suppressed || cell.n === 0 ? [] : [[cell.group.gender, cell.n]])),
  )
}

function uncounted(): number {
  return store().reader.select().from(uncountedResponses).all().length
}

async function sumsAreRight(): Promise<boolean> {
  const checks = await checkInstallation(operator)
  return checks.every(({ ok }) => ok)
}

test('whoever reads exact figures sees every response that was acknowledged', async () => {
  await record('woman')
  expect(uncounted()).toBe(1)
  expect(await people()).toEqual({ woman: 1 })
  expect(uncounted()).toBe(0)
  await record('man')
  expect(await people()).toEqual({ woman: 1, man: 1 })
})

test('responses that were uncounted when the program stopped are counted by the next one', async () => {
  await record('woman')
  store().close()
  expect(uncounted()).toBe(1)
  expect(await people()).toEqual({ woman: 1 })
})

test('an uncounted response can be withdrawn', async () => {
  await record('woman')
  const receipt = await record('man')
  await withdrawResponse(respondent, receipt)
  expect(await people()).toEqual({ woman: 1 })
  expect(await sumsAreRight()).toBe(true)
})

test('many responses are counted though nobody asks', async () => {
  await Promise.all(Array.from({ length: 1200 }, () => record('woman')))
  expect(uncounted()).toBeLessThan(512 + 64)
  expect(await people()).toEqual({ woman: 1200 })
  expect(await sumsAreRight()).toBe(true)
})

test('a transaction that fails after counting leaves the sums as they were', async () => {
  await record('woman')
  const failed = store().writes.transactAlone(async (tx) => {
    countResponses(tx)
    throw new Error('the disk is full')
  })
  await expect(failed).rejects.toThrow('the disk is full')
  expect(uncounted()).toBe(1)
  expect(await people()).toEqual({ woman: 1 })
  expect(await sumsAreRight()).toBe(true)
})

test('what another process counted is not counted again', async () => {
  await record('woman')
  const command = ['cli/foothold.ts', 'profile', '--survey', 'spring', '--by', 'gender', '--exact']
  execFileSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', ...command], {
    env: { ...process.env, FOOTHOLD_DATA_DIR: fresh.folder },
    stdio: 'ignore',
  })
  expect(uncounted()).toBe(0)
  await record('man')
  expect(await people()).toEqual({ woman: 1, man: 1 })
  expect(await sumsAreRight()).toBe(true)
})

test('two bundles that load these modules apart, as pages and route handlers do, keep the same sums', async () => {
  vi.resetModules()
  const elsewhere = await import('./live-sums')
  expect(elsewhere.countNow).not.toBe(countNow)

  const receipt = await record('woman')
  await elsewhere.countNow()
  await withdrawResponse(respondent, receipt)
  expect(await sumsAreRight()).toBe(true)
  const another = await record('woman')
  await record('man')
  await elsewhere.countNow()
  await withdrawResponse(respondent, another)
  await record('woman')
  await elsewhere.countNow()
  expect(await people()).toEqual({ woman: 1, man: 1 })
  expect(await sumsAreRight()).toBe(true)
})

test('sums reckoned anew are the same', async () => {
  await record('woman')
  await people()
  await record('man')
  await rebuildSums(operator, 'spring')
  expect(await people()).toEqual({ woman: 1, man: 1 })
  await record('man')
  expect(await people()).toEqual({ woman: 1, man: 2 })
  expect(await sumsAreRight()).toBe(true)
})
