import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import { store } from './connection'
import { pageOf } from './paging'
import { pageOfQuestionnaires } from './questionnaires'
import { pageOfReleases } from './releases'
import { pageOfRounds } from './round-list'
import { createRound, listRounds, readRound } from './rounds'
import { releases } from './schema/aggregates'
import { openFreshStore, operator, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  for (let n = 0; n < 7; n += 1)
    await createRound(operator, { title: `Round ${n}`, slug: `round-${n}`, questionnaireId: 'migrant-short' })
  manager = await staffWith('manager', 'everywhere')
})
afterAll(() => fresh.remove())

/** Every item, page by page. */
async function readAll<T>(
  limit: number,
  read: (query: { limit: number; after?: string }) => Promise<{ items: readonly T[]; more: string | null }>,
): Promise<T[]> {
  const all: T[] = []
  for (let after: string | undefined; ; ) {
    const { items, more } = await read({ limit, ...(after !== undefined && { after }) })
    expect(items.length).toBeLessThanOrEqual(limit)
    all.push(...items)
    if (more === null) return all
    expect(items).toHaveLength(limit)
    after = more
  }
}

test('pages of any size hold every item once, in order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      (names, limit) => {
        const sorted = [...names].sort()
        const after = (key: string | null, most: number) =>
          sorted.filter((name) => key === null || name > key).slice(0, most)
        const all: string[] = []
        for (let cursor: string | undefined; ; ) {
          const page = pageOf(
            'names',
            { limit, ...(cursor !== undefined && { after: cursor }) },
            after,
            (name) => name,
          )
          all.push(...page.items)
          if (page.more === null) break
          cursor = page.more
        }
        expect(all).toEqual(sorted)
      },
    ),
  )
})

test.each([1, 3, 8, 200])('rounds come newest first, %i a page', async (limit) => {
  const all = await readAll(limit, (query) => pageOfRounds(manager, query))
  const slugs = all.map(({ slug }) => slug)
  expect(slugs).toHaveLength(8)
  expect(slugs).toEqual((await listRounds(manager)).map(({ slug }) => slug))
})

test('a round that is made between two pages neither repeats nor hides another', async () => {
  const first = await pageOfRounds(manager, { limit: 4 })
  await createRound(operator, { title: 'Late', slug: 'late', questionnaireId: 'migrant-short' })
  const second = await pageOfRounds(manager, { limit: 200, after: first.more ?? '' })
  const slugs = [...first.items, ...second.items].map(({ slug }) => slug).filter((slug) => slug !== 'late')
  expect(new Set(slugs).size).toBe(8)
  expect(slugs).toHaveLength(8)
})

test('only rounds of the role are listed, and counts only to those who may watch', async () => {
  const researcher = await staffWith('researcher', 'spring')
  const { items, more } = await pageOfRounds(researcher, { limit: 1 })
  expect(items.map(({ slug, responses }) => [slug, responses])).toEqual([['spring', null]])
  expect(more).toBeNull()
  expect((await pageOfRounds(manager, { limit: 200 })).items[0]?.responses).toBe(0)
})

test('questionnaires come by id, releases by number downwards', async () => {
  const ids = (await readAll(3, (query) => pageOfQuestionnaires(manager, query))).map(({ id }) => id)
  expect(ids).toEqual([...ids].sort())
  expect(ids.length).toBeGreaterThanOrEqual(4)
  const roundId = (await readRound(operator, 'spring')).id
  await store().writes.transact(async (tx) => {
    for (let number = 1; number <= 12; number += 1)
      tx.db
        .insert(releases)
        .values({ roundId, number, responses: 30, madeOn: '2026-03-01', reason: 'doubled' })
        .run()
  })
  const numbers = (await readAll(5, (query) => pageOfReleases(manager, 'spring', query))).map(
    ({ number }) => number,
  )
  expect(numbers).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test('a cursor that was changed, made up, or is of another list is refused by name', async () => {
  const { more } = await pageOfRounds(manager, { limit: 1 })
  const cursor = more ?? ''
  const ofReleases = (await pageOfReleases(manager, 'spring', { limit: 1 })).more ?? ''
  expect(cursor).not.toBe('')
  expect(ofReleases).not.toBe('')
  const changed = [...cursor].map(
    (letter, place) => `${cursor.slice(0, place)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(place + 1)}`,
  )
  for (const after of ['', 'x', '0', ofReleases, `${cursor}=`, `${cursor} `, `${cursor}AA`, ...changed]) {
    await expect(pageOfRounds(manager, { after })).rejects.toMatchObject({
      code: 'input_invalid',
      errors: [{ path: 'after', code: 'cursor_unknown' }],
    })
  }
  for (const limit of [0, 201, 1.5, 'many', '']) {
    await expect(pageOfRounds(manager, { limit })).rejects.toMatchObject({ errors: [{ path: 'limit' }] })
  }
})
