import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { reliabilityOfAnswers } from '@/lib/estimation/reliability/reliability'
import type { ProblemError } from '@/lib/problem'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { scoreResponse } from '@/lib/scoring/score'
import { readQuestionnaire } from './questionnaires'
import { makeRelease } from './releases'
import { readReliability } from './reliability'
import { importResponses } from './response-import'
import { closeRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'
import { uploadWeights } from './weight-upload'
import { chooseWeighting } from './weightings'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let questionnaire: Questionnaire
let people: readonly Answers[] = []

beforeAll(async () => {
  fresh = await openFreshStore()
  questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(11)
  const rows = Array.from({ length: 300 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  people = rows.map(({ answers }) => answers as Answers)
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
})
afterAll(() => fresh.remove())

/** Alpha of the security items that most are asked, over everybody who answered them all: people planning to stay short are not. */
function alphaByHand(of: readonly Answers[] = people): { readonly n: number; readonly alpha: number | null } {
  const items = ['friends_support', 'feel_safe', 'life_control', 'prospects', 'expectations']
  const scored = of.map((answers) => scoreResponse(questionnaire, answers).items)
  const { alpha, complete } = reliabilityOfAnswers(
    items.map((item) => ({ item, values: scored.map((scores) => scores[item] ?? null) })),
  )
  return { n: complete, alpha }
}

const everybodys = async (actor = operator, exact = false) =>
  (await readReliability(actor, 'spring', { exact })).find(
    ({ scale, by }) => scale === 'intangible_security' && by === null,
  )

test('a manager gets the exact reliability of the answers there are', async () => {
  const manager = await staffWith('manager')
  const found = await everybodys(manager, true)
  const wanted = alphaByHand()
  expect(found?.leftOut).toEqual(['fair_deal'])
  expect(found?.n).toBe(wanted.n)
  expect(found?.alpha).toBeCloseTo(wanted.alpha ?? Number.NaN, 12)
})

test('a researcher gets that of the newest release, protected, and the exact one never', async () => {
  const researcher = await staffWith('researcher')
  await closeRound(operator, 'spring')
  const shown = await everybodys(researcher)
  const { n, alpha } = alphaByHand()
  expect(Math.abs((shown?.n ?? 0) - n)).toBeLessThanOrEqual(3)
  expect(Math.abs((shown?.alpha ?? 0) - (alpha ?? 0))).toBeLessThanOrEqual((2.67 * 0.75) / n + 0.005001)
  expect(await everybodys(researcher)).toEqual(shown)
  const groups = await readReliability(researcher, 'spring')
  expect(new Set(groups.map(({ by }) => by))).toEqual(new Set([null, 'category', 'language', 'mode']))
  for (const group of groups.filter((one) => one.n === null)) expect(group.items).toEqual([])
  const refused = await readReliability(researcher, 'spring', { exact: true }).then(
    () => 'given',
    ({ code }: ProblemError) => code,
  )
  expect(refused).toBe('not_allowed')
})

test('exact and released reliability leave out the same people: those without a weight', async () => {
  const weighted = people.slice(0, 200)
  const text = ['id,weight', ...weighted.map((_, place) => `person-${place},${1 + (place % 3)}`)].join('\n')
  const { id } = await uploadWeights(operator, 'spring', { title: 'Sampling', text, leavesOut: true })
  await chooseWeighting(operator, 'spring', id)
  const wanted = alphaByHand(weighted)
  expect(wanted.n).toBeLessThan(alphaByHand().n - 3)
  const exact = await everybodys(operator, true)
  expect(exact?.n).toBe(wanted.n)
  // Every person counts once all the same.
  expect(exact?.alpha).toBeCloseTo(wanted.alpha ?? Number.NaN, 12)
  await makeRelease(operator, 'spring')
  expect(Math.abs(((await everybodys())?.n ?? 0) - wanted.n)).toBeLessThanOrEqual(3)
})
