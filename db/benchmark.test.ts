import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import type { ProblemError } from '@/lib/problem'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { listHostRounds, readBenchmark } from './benchmark'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound, createRound } from './rounds'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
const answersOf = new Map<string, readonly Answers[]>()

async function fill(slug: string, questionnaireId: string, people: number): Promise<void> {
  const questionnaire = await readQuestionnaire(operator, questionnaireId)
  const random = seededRandom(people)
  const rows = Array.from({ length: people }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  answersOf.set(
    slug,
    rows.map(({ answers }) => answers as Answers),
  )
  const { problems } = await importResponses(operator, slug, rows)
  expect(problems).toEqual([])
  await closeRound(operator, slug)
}

beforeAll(async () => {
  fresh = await openFreshStore()
  await createRound(operator, {
    slug: 'hosts',
    title: 'Hosts',
    questionnaireId: 'public-perceptions',
    open: true,
  })
  await fill('spring', 'migrant-short', 400)
  await fill('hosts', 'public-perceptions', 300)
})
afterAll(() => fresh.remove())

const scoreOf: Readonly<Record<string, number>> = { always: 100, mostly: 67, sometimes: 33, never: 0 }

/** Mean score of an item from the answers themselves. */
function countedMean(slug: string, item: string): number {
  const scores = (answersOf.get(slug) ?? []).flatMap((answers) => scoreOf[String(answers[item])] ?? [])
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

test('item by item, exact means are those that a count of the answers gives', async () => {
  const { benchmark } = await readBenchmark(operator, 'spring', 'hosts', { exact: true })
  expect(benchmark.items.map(({ id }) => id)).toEqual([
    'income_enough',
    'health_access',
    'authority_help',
    'friends_support',
    'feel_safe',
    'life_control',
  ])
  const safe = benchmark.items.find(({ id }) => id === 'feel_safe')
  expect(safe?.migrants.mean).toBeCloseTo(countedMean('spring', 'feel_safe'), 6)
  expect(safe?.hosts.mean).toBeCloseTo(countedMean('hosts', 'b_feel_safe'), 6)
})

test('the protected benchmark lies near the exact one, and its error is that of both samples', async () => {
  const researcher = await staffWith('researcher', 'everywhere')
  const { benchmark, hosts } = await readBenchmark(researcher, 'spring', 'hosts')
  const { benchmark: exact } = await readBenchmark(operator, 'spring', 'hosts', { exact: true })
  expect(hosts.title).toBe('Hosts')
  expect(hosts.profile.release?.responses).toBe(300)
  const [everybody] = benchmark.groups
  const [truth] = exact.groups
  if (everybody === undefined || truth === undefined) throw new Error('there is no group')
  expect(everybody.group).toEqual({})
  // Errors of 75/n at most 2.67 times, on each side.
  expect(Math.abs((everybody.gap.gap ?? 0) - (truth.gap.gap ?? 0))).toBeLessThan(2.67 * (75 / 400 + 75 / 300))
  expect(everybody.gap.se).toBeCloseTo(Math.hypot(everybody.migrants.se ?? 0, benchmark.hosts.se ?? 0), 12)
  // It has the error of the noise too; the noise also moves the spread that the rest is reckoned from, by a little.
  expect(everybody.gap.se).toBeGreaterThan(0.9 * (truth.gap.se ?? 0))
  // Exact tables hide nobody: all who told age and gender are covered, and the weights are theirs.
  expect(truth.adjusted?.covered).toBeGreaterThan(everybody.adjusted?.covered ?? 1)
  expect(truth.adjusted?.strata.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
})

test('only rounds of hosts can be held against migrants, and only by who may read both', async () => {
  const researcher = await staffWith('researcher', 'everywhere')
  expect((await listHostRounds(researcher)).map(({ slug }) => slug)).toEqual(['hosts'])
  const codeOf = (reading: Promise<unknown>) => reading.catch((error: ProblemError) => error.code)
  expect(await codeOf(readBenchmark(researcher, 'spring', 'spring'))).toBe('not_found')
  expect(await codeOf(readBenchmark(researcher, 'hosts', 'hosts'))).toBe('not_found')
  expect(await codeOf(readBenchmark(researcher, 'spring', 'no-such'))).toBe('not_found')
  expect(await codeOf(readBenchmark(researcher, 'spring', 'hosts', { exact: true }))).toBe('not_allowed')
  const ofOneRound = await staffWith('researcher', 'spring')
  expect(await listHostRounds(ofOneRound)).toEqual([])
  expect(await codeOf(readBenchmark(ofOneRound, 'spring', 'hosts'))).toBe('not_allowed')
  expect(await codeOf(readBenchmark(stranger, 'spring', 'hosts'))).toBe('not_signed_in')
})

test('a round cannot take the address of the page of the three lenses', async () => {
  const round = { slug: 'lenses', title: 'Lenses', questionnaireId: 'social-fabric' }
  await expect(createRound(operator, round)).rejects.toThrow()
})
