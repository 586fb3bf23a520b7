import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { type DetailFigure, type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { scoreResponse } from '@/lib/scoring/score'
import { readDetails } from './details'
import { readQuestionnaire } from './questionnaires'
import { makeDueReleases } from './releases'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { closeRound, createRound, readRound } from './rounds'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let questionnaire: Questionnaire
/** Answers of linked people before and now. */
const pairs: { before: Answers; now: Answers }[] = []
/** Codes by which two of them can be withdrawn, one in each wave. */
const receipts = { spring: '', autumn: '' }

beforeAll(async () => {
  fresh = await openFreshStore()
  questionnaire = await readQuestionnaire(operator, 'migrant-short')
  await createRound(operator, {
    title: 'Autumn',
    slug: 'autumn',
    questionnaireId: 'migrant-short',
    open: true,
    continues: 'spring',
  })
  const random = seededRandom(63)
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, place) => ({
      row: place + 1,
      id: `person-${from + place}`,
      ...madeUpPerson(questionnaire, random),
    }))
  const [spring, autumn] = [rows(0, 400), rows(100, 500)]
  expect((await importResponses(operator, 'spring', spring)).problems).toEqual([])
  expect(await importResponses(operator, 'autumn', autumn)).toMatchObject({ added: 400, linked: 300 })
  const before = new Map(spring.map(({ id, answers }) => [id, answers]))
  for (const { id, answers } of autumn) {
    const earlier = before.get(id)
    if (earlier !== undefined) pairs.push(pairOf(earlier, answers))
  }
  for (const leaver of ['spring', 'autumn'] as const) {
    const [first, second] = [madeUpPerson(questionnaire, random), madeUpPerson(questionnaire, random)]
    const { receipt } = await answer('spring', first.answers)
    const later = await answer('autumn', second.answers, receipt)
    receipts[leaver] = leaver === 'spring' ? receipt : later.receipt
    pairs.push(pairOf(first.answers, second.answers))
  }
  await closeRound(operator, 'spring')
  await closeRound(operator, 'autumn')
})
afterAll(() => fresh.remove())

/** What is stored: the wave is the round's to say, and circumstances are asked differently in a later one. */
function pairOf(before: Answers, now: Answers) {
  return { before: { ...before, wave: 1 }, now: { ...now, wave: 2 } }
}

async function answer(slug: string, answers: Answers, earlierReceipt?: string) {
  return recordResponse(respondent, slug, {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers,
    ...(earlierReceipt !== undefined && { earlierReceipt }),
  })
}

/** By measurement.md, section 6.3, and with equal weights: average people deprived in two of the four dimensions are poor. */
function stateByHand(answers: Answers): string {
  const { category, deprived } = scoreResponse(questionnaire, answers)
  const flags = Object.values(deprived)
  const isPoor = !flags.includes(null) && flags.filter((flag) => flag === true).length >= 2
  return category === 'average' && isPoor ? 'average_poor' : (category ?? '')
}

const states = ['privileged', 'average', 'average_poor', 'victim', 'undetermined']
const share = (figure: DetailFigure | undefined) => (figure?.kind === 'share' ? figure.share : null)
const linkedIn = ({ groups }: DetailTable) =>
  groups.reduce((n, group) => n + (group.suppressed ? 0 : group.n), 0)

async function transitions(actor = operator, exact = true): Promise<DetailTable> {
  const [table] = await readDetails(actor, 'autumn', [{ tier: 'linked', by: ['earlier_state'] }], { exact })
  if (table === undefined) throw new Error('there is no table')
  return table
}

test('exact transitions, recovery and changes are those of a count by hand', async () => {
  const table = await transitions()
  expect(table.groups.map(({ group }) => group.earlier_state)).toEqual(states)
  let compared = 0
  for (const group of table.groups) {
    const own = pairs.filter(({ before }) => stateByHand(before) === group.group.earlier_state)
    if (group.suppressed || own.length === 0) continue
    expect(group.n).toBe(own.length)
    const now = own.map((pair) => stateByHand(pair.now))
    for (const state of states) {
      const counted = now.filter((one) => one === state).length / own.length
      expect(share(figureIn(group, `state:${state}`)), state).toBeCloseTo(counted, 12)
      compared += 1
    }
    const isWell = (state: string) => ['privileged', 'average', 'average_poor'].includes(state)
    expect(share(figureIn(group, 'recovered'))).toBeCloseTo(now.filter(isWell).length / own.length, 12)
    const changes = own.flatMap((pair) => {
      const [before, after] = [pair.before, pair.now].map(
        (answers) => scoreResponse(questionnaire, answers).dimensions.legal_status ?? null,
      )
      return before == null || after == null ? [] : [after - before]
    })
    const change = figureIn(group, 'change:legal_status')
    expect(change?.kind === 'change' ? change.mean : null).toBeCloseTo(
      changes.reduce((sum, one) => sum + one, 0) / changes.length,
      9,
    )
  }
  expect(compared).toBeGreaterThan(15)
  expect(linkedIn(table)).toBe(pairs.length)
})

test('a first wave has nobody linked', async () => {
  const [table] = await readDetails(operator, 'spring', [{ tier: 'linked', by: ['earlier_state'] }], {
    exact: true,
  })
  expect(table === undefined ? null : linkedIn(table)).toBe(0)
})

test('who withdraws from either wave is no link any more, in the next release of the later one', async () => {
  const researcher = await staffWith('researcher', 'everywhere')
  const releasesOfAutumn = async () => (await readRound(operator, 'autumn')).releases.length
  const before = await releasesOfAutumn()
  await withdrawResponse(respondent, receipts.spring)
  expect(linkedIn(await transitions())).toBe(pairs.length - 1)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  await makeDueReleases(operator, inDays(5))
  expect(await releasesOfAutumn()).toBe(before)
  // A withdrawal reaches the figures within 30 days, those of a later wave too.
  await makeDueReleases(operator, inDays(31))
  expect(await releasesOfAutumn()).toBe(before + 1)
  await makeDueReleases(operator, inDays(62))
  expect(await releasesOfAutumn()).toBe(before + 1)
  await withdrawResponse(respondent, receipts.autumn)
  await makeDueReleases(operator, inDays(93))
  expect(await releasesOfAutumn()).toBe(before + 2)
  expect(linkedIn(await transitions())).toBe(pairs.length - 2)
  for (const group of (await transitions(researcher, false)).groups) {
    const own = pairs.filter(({ before: first }) => stateByHand(first) === group.group.earlier_state)
    if (own.length < 28) expect(group.suppressed).toBe(true)
  }
})
