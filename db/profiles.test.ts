import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { readComparison } from './profiles'
import { openFreshStore, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
})
afterAll(() => fresh.remove())

test('a group is not compared with itself, and the refusal names the field', async () => {
  const exact = { exact: true, by: ['category', 'gender'] } as const
  const victims = { category: 'victim', gender: 'woman' }
  const refused = await readComparison(manager, 'spring', exact, [victims, { ...victims }]).catch(
    ({ code, errors }: ProblemError) => [code, errors.map(({ path }) => path)],
  )
  expect(refused).toEqual(['input_invalid', ['second']])
  // What the table does not divide by makes no other group.
  const refusedToo = await readComparison(manager, 'spring', { exact: true, by: ['category'] }, [
    victims,
    { category: 'victim', gender: 'man' },
  ]).catch(({ code }: ProblemError) => code)
  expect(refusedToo).toBe('input_invalid')
  const found = await readComparison(manager, 'spring', exact, [victims, { ...victims, gender: 'man' }])
  expect(found?.second.group).toEqual({ category: 'victim', gender: 'man' })
})
