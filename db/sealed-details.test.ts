import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { store } from './connection'
import { readDetails } from './details'
import { checkInstallation } from './doctor'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'
import { backToDetailsInClear } from './testing/before-sealed-details'

let fresh: Awaited<ReturnType<typeof openFreshStore>>

beforeAll(async () => {
  fresh = await openFreshStore()
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(8)
  const rows = Array.from({ length: 60 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  await importResponses(operator, 'spring', rows)
  await closeRound(operator, 'spring')
})
afterAll(() => fresh.remove())

function isOnDisk(bytes: Buffer): boolean {
  const files = readdirSync(fresh.folder).filter((name) => name.startsWith('foothold.db'))
  return files.some((name) => readFileSync(join(fresh.folder, name)).includes(bytes))
}

test('releases of an earlier version are sealed at the first start, leave nothing in clear, and read as before', async () => {
  const researcher = await staffWith('researcher')
  const question = [{ tier: 'answers', by: ['gender'] }] as const
  const before = await readDetails(researcher, 'spring', question)
  expect(before[0]?.groups.some(({ suppressed }) => !suppressed)).toBe(true)
  const inClear = backToDetailsInClear(join(fresh.folder, 'foothold.db'))
  expect(inClear.length).toBeGreaterThan(20)
  // Longer ones alone are no chance find.
  const telling = inClear.filter((sums) => sums.length > 100)
  expect(telling.every(isOnDisk)).toBe(true)
  expect(await readDetails(researcher, 'spring', question)).toEqual(before)
  await store().forgetErased()
  expect(telling.filter(isOnDisk)).toEqual([])
  expect(isOnDisk(Buffer.from('{"mobility":75}'))).toBe(false)
  const tables = store()
    .reader.$client.prepare("select name from sqlite_schema where name like '%clear%'")
    .all()
  expect(tables).toEqual([])
  const checks = await checkInstallation(operator, new Date())
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([])
})
