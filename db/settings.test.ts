import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { changeSettings, readSettings } from './settings'
import { openFreshStore, operator, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

test('a setting that nobody made has its default, and one that was made is told of in the log', async () => {
  expect(await readSettings(operator)).toMatchObject({ secondFactorRoles: [], backupEveryHours: 24 })
  await changeSettings(operator, { secondFactorRoles: ['manager'] })
  expect(await readSettings(operator)).toMatchObject({ secondFactorRoles: ['manager'], backupsKept: 14 })
  const [entry] = await readAudit(operator)
  expect(entry).toMatchObject({
    action: 'settings.change',
    subject: 'secondFactorRoles',
    reason: '["manager"]',
  })
})

test('nothing is changed where one setting is wrong, and the setting is named', async () => {
  const refused = await changeSettings(operator, { backupEveryHours: 12, backupsKept: 0 }).catch(
    (error: ProblemError) => error.errors.map(({ path }) => path),
  )
  expect(refused).toEqual(['backupsKept'])
  expect((await readSettings(operator)).backupEveryHours).toBe(24)
})

test('only administrators decide', async () => {
  const manager = await staffWith('manager', 'everywhere')
  await expect(readSettings(manager)).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(changeSettings(manager, { backupsKept: 3 })).rejects.toMatchObject({ code: 'not_allowed' })
})
