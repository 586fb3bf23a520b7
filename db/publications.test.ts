import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Profile } from '@/lib/profile/profile'
import { protectedOnly } from '@/lib/profile/round-figures'
import { readAudit } from './audit'
import { store } from './connection'
import { readProfile } from './profiles'
import {
  draftPublication,
  listPublications,
  publishResults,
  readProfileOrPublished,
  readPublication,
  withdrawResults,
} from './publications'
import { readQuestionnaire } from './questionnaires'
import { makeRelease } from './releases'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { correctRound } from './round-corrections'
import { readRoundFigures } from './round-figures'
import { closeRound } from './rounds'
import { publications } from './schema/publications'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
let researcher: Actor
/** Of somebody whom the first publication counts. */
let receipt: string

beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
  researcher = await staffWith('researcher')
  receipt = await answerAlone()
  await answer(0, 300)
})
afterAll(() => fresh.remove())

async function answerAlone(): Promise<string> {
  const { receipt: given } = await recordResponse(respondent, 'spring', {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: { gender: 'man', work_status: 'regular' },
  })
  return given
}

/** Made-up people answer, so many from a number on. */
async function answer(from: number, count: number): Promise<void> {
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(11 + from)
  const rows = Array.from({ length: count }, (_, place) => ({
    row: place + 1,
    id: `person-${from + place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
}

const publication = {
  release: 1,
  title: 'Spring results',
  citation: 'Harbour House (2026). Spring. Version 1.',
  licence: 'CC BY 4.0',
  confirmed: 'yes',
} as const

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.code, ...error.errors.map(({ path }) => path)].join(' ')
  }
}

/** Every name and value in a value, with the names that lead to it. */
function* leaves(
  value: unknown,
  path: readonly string[] = [],
): Generator<readonly [readonly string[], unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [name, part] of Object.entries(value)) yield* leaves(part, [...path, name])
}

test('only a manager of the round publishes, with a ticked sentence and of the release that was looked at', async () => {
  const elsewhere = await staffWith('manager', 'elsewhere')
  for (const [actor, code] of [
    [stranger, 'not_signed_in'],
    [respondent, 'not_signed_in'],
    [researcher, 'not_allowed'],
    [await staffWith('administrator', 'everywhere'), 'not_allowed'],
    [await staffWith('enumerator'), 'not_allowed'],
    [elsewhere, 'not_allowed'],
  ] as const) {
    expect(await refusal(draftPublication(actor, 'spring'))).toBe(code)
    expect(await refusal(publishResults(actor, 'spring', publication))).toBe(code)
    expect(await refusal(withdrawResults(actor, 'spring', 1))).toBe(code)
    expect(await refusal(listPublications(actor, 'spring'))).toBe(code)
  }
  const { release, version, languages } = await draftPublication(manager, 'spring')
  expect([release, version, languages[0]]).toEqual([1, 1, 'en'])
  const unconfirmed = { ...publication, confirmed: 'no' } as unknown as typeof publication
  expect(await refusal(publishResults(manager, 'spring', unconfirmed))).toBe('input_invalid confirmed')
  expect(await refusal(publishResults(manager, 'spring', { ...publication, release: 7 }))).toBe(
    'release_passed',
  )
  expect(await refusal(readPublication(stranger, 'spring'))).toBe('publication_not_found')
  expect(await refusal(readPublication(stranger, 'nowhere'))).toBe('publication_not_found')
  expect(store().reader.select().from(publications).all()).toEqual([])
})

test('a publication is what the draft showed, and the log has it', async () => {
  const draft = await draftPublication(manager, 'spring')
  expect(await publishResults(manager, 'spring', publication)).toMatchObject({ version: 1, release: 1 })
  const published = await readPublication(stranger, 'spring')
  expect(published.figures).toEqual(draft.figures)
  expect(published).toMatchObject({ version: 1, newest: 1, title: 'Spring results', licence: 'CC BY 4.0' })
  expect((await readAudit(operator, { limit: 1 }))[0]).toMatchObject({
    action: 'release.publish',
    reason: 'version 1, release 1',
  })
})

test('what is stored holds protected figures only', async () => {
  const stored = store().reader.select().from(publications).all()[0]?.snapshot
  const { figures } = stored ?? { figures: null }
  const found = [...leaves(stored)]
  expect(found.length).toBeGreaterThan(1000)
  const names = new Set(found.flatMap(([path]) => path))
  for (const name of ['design', 'recordKey', 'deff', 'df', 'sums', 'noise', 'stratum', 'psu'])
    expect(names.has(name), name).toBe(false)
  const exactness = found.filter(([path]) => path.at(-1) === 'exact').map(([, value]) => value)
  expect(new Set(exactness)).toEqual(new Set([false]))
  // Every number of people is the release's protected one, and these are not all the exact ones.
  const shown = await readProfile(researcher, 'spring')
  const exact = await readProfile(manager, 'spring', { exact: true })
  const countsOf = (profile: Profile | undefined) =>
    profile?.cells.map((cell) => (cell.suppressed ? null : cell.n)) ?? []
  expect(countsOf(figures?.profile)).toEqual(countsOf(shown))
  const truth = new Map(exact.cells.map((cell) => [cell.group.category, cell.suppressed ? null : cell.n]))
  const blurred = (figures?.profile.cells ?? []).filter(
    (cell) => !cell.suppressed && cell.n !== truth.get(cell.group.category),
  )
  expect(blurred.length).toBeGreaterThan(0)
  // The guard itself: exact figures do not pass, wherever they stand.
  expect(() => protectedOnly({ tables: [exact] })).toThrow('for managers only')
  expect(() => protectedOnly({ deep: [{ recordKey: 1 }] })).toThrow('figures.deep.0.recordKey')
})

test('anybody reads the published profile over HTTP, and nothing else of the round', async () => {
  const { figures } = await readPublication(stranger, 'spring')
  for (const actor of [stranger, respondent, await staffWith('enumerator')]) {
    expect(await readProfileOrPublished(actor, 'spring', { where: {} })).toEqual(figures.profile)
    expect(await readProfileOrPublished(actor, 'spring', { by: ['category'] })).toEqual(figures.profile)
    const code = actor.kind === 'staff' ? 'not_allowed' : 'not_signed_in'
    for (const question of [
      { exact: true },
      { by: [] },
      { by: ['category', 'gender'] },
      { where: { gender: 'woman' } },
    ])
      expect(await refusal(readProfileOrPublished(actor, 'spring', question))).toBe(code)
    expect(await refusal(readProfileOrPublished(actor, 'nowhere', {}))).toBe(code)
    expect(await refusal(readRoundFigures(actor, 'spring'))).toBe(code)
  }
})

test('later answers, withdrawals, releases and corrections do not reach a publication; a new version does', async () => {
  const before = JSON.stringify(await readPublication(stranger, 'spring', 1))
  await answer(300, 40)
  await makeRelease(manager, 'spring')
  await withdrawResponse(respondent, receipt)
  await closeRound(manager, 'spring')
  await correctRound(manager, 'spring', { title: 'Another title', organisation: 'Another house' })
  const { release } = await draftPublication(manager, 'spring')
  expect(release).toBeGreaterThan(1)
  expect(await refusal(publishResults(manager, 'spring', publication))).toBe('release_passed')
  expect(JSON.stringify(await readPublication(stranger, 'spring', 1))).toBe(before)
  expect(await publishResults(manager, 'spring', { ...publication, release })).toMatchObject({ version: 2 })
  const first = await readPublication(stranger, 'spring', 1)
  expect(JSON.stringify({ ...first, newest: 1 })).toBe(before)
  expect(first.newest).toBe(2)
  expect(await readPublication(stranger, 'spring')).toMatchObject({ version: 2, release })
})

test('a version that is withdrawn says so, the one before stands again, and the log has it', async () => {
  expect(await refusal(withdrawResults(manager, 'spring', 9))).toBe('publication_not_found')
  await withdrawResults(manager, 'spring', 2)
  expect((await readAudit(operator, { limit: 1 }))[0]).toMatchObject({
    action: 'release.unpublish',
    reason: 'version 2',
  })
  const lines = (await readAudit(operator, { limit: 500 })).length
  await withdrawResults(manager, 'spring', 2)
  expect((await readAudit(operator, { limit: 500 })).length).toBe(lines)
  expect(await refusal(readPublication(stranger, 'spring', 2))).toBe('publication_withdrawn')
  expect(await readPublication(stranger, 'spring')).toMatchObject({ version: 1 })
  await withdrawResults(manager, 'spring', 1)
  expect(await refusal(readPublication(stranger, 'spring'))).toBe('publication_withdrawn')
  expect(await refusal(readProfileOrPublished(stranger, 'spring', {}))).toBe('not_signed_in')
  const listed = await listPublications(manager, 'spring')
  expect(listed.map(({ version, withdrawnOn }) => [version, withdrawnOn !== null])).toEqual([
    [2, true],
    [1, true],
  ])
})
