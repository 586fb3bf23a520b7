import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import type { ProblemError } from '@/lib/problem'
import { type DetailFigure, figureIn } from '@/lib/profile/detail/detail-table'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { readDetails } from './details'
import { readProfile } from './profiles'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound } from './rounds'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let people: readonly Answers[] = []

beforeAll(async () => {
  fresh = await openFreshStore()
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(4)
  const rows = Array.from({ length: 400 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  people = rows.map(({ answers }) => answers as Answers)
  const { problems } = await importResponses(operator, 'spring', rows)
  expect(problems).toEqual([])
  await closeRound(operator, 'spring')
})
afterAll(() => fresh.remove())

const share = (figure: DetailFigure | undefined) =>
  figure !== undefined && figure.kind === 'share' ? figure.share : undefined
const mean = (figure: DetailFigure | undefined) =>
  figure !== undefined && figure.kind !== 'share' ? figure.mean : undefined

test('exact item answers are the shares that a count of the answers gives', async () => {
  const [table] = await readDetails(operator, 'spring', [{ tier: 'answers' }], { exact: true })
  const [group] = table?.groups ?? []
  if (group === undefined) throw new Error('there is no group')
  const given = people
    .map((answers) => answers.feel_safe)
    .filter((code) => code !== undefined && code !== 'pnta' && code !== 'dk')
  for (const code of ['always', 'mostly', 'sometimes', 'never']) {
    const counted = given.filter((answer) => answer === code).length / given.length
    expect(share(figureIn(group, `answer:feel_safe=${code}`))).toBeCloseTo(counted, 12)
  }
  const refused = people.filter(({ feel_safe }) => feel_safe === 'pnta').length / people.length
  expect(share(figureIn(group, 'status:feel_safe=refused'))).toBeCloseTo(refused, 12)
})

test('sub-dimensions weigh to the dimension, and bands of a score add up to everybody who has it', async () => {
  const [answers, bands] = await readDetails(
    operator,
    'spring',
    [{ tier: 'answers' }, { tier: 'distribution' }],
    { exact: true },
  )
  const [group] = bands?.groups ?? []
  const [subdimensions] = answers?.groups ?? []
  if (group === undefined || subdimensions === undefined) throw new Error('there is no group')
  const total = Array.from({ length: 10 }, (_, band) => share(figureIn(group, `band:overall=${band}`)) ?? 0)
  expect(total.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9)
  // The only item of a sub-dimension gives its mean: yes 100, partly 50, no 0.
  const [yes = 0, partly = 0] = ['yes', 'partly'].map(
    (code) => share(figureIn(subdimensions, `answer:status_rules=${code}`)) ?? 0,
  )
  expect(yes).toBeGreaterThan(0)
  expect(mean(figureIn(subdimensions, 'subdimension:rules_rights'))).toBeCloseTo(100 * yes + 50 * partly, 9)
})

test('protected figures come from the release, within the error of protection, and small groups are hidden', async () => {
  const researcher = await staffWith('researcher')
  const question = { tier: 'answers', by: ['category', 'gender'] } as const
  const [shown] = await readDetails(researcher, 'spring', [question])
  const [exact] = await readDetails(operator, 'spring', [question], { exact: true })
  expect(shown?.minimumCell).toBe(30)
  let compared = 0
  for (const [place, group] of (shown?.groups ?? []).entries()) {
    const truth = exact?.groups[place]
    if (truth === undefined || truth.suppressed) throw new Error('exact figures hide nobody')
    expect(truth.group).toEqual(group.group)
    if (truth.n < 30) expect(group.suppressed).toBe(true)
    const published = share(figureIn(group, 'answer:feel_safe=mostly'))
    const real = share(figureIn(truth, 'answer:feel_safe=mostly'))
    if (published == null || real == null) continue
    compared += 1
    expect(Math.abs(published - real)).toBeLessThan((1.5 * 2.68) / 25)
  }
  expect(compared).toBeGreaterThan(2)
})

test('the detailed tables are of the same people as the profile', async () => {
  const profile = await readProfile(operator, 'spring', { by: ['category'] })
  const [table] = await readDetails(operator, 'spring', [{ tier: 'answers', by: ['category'] }])
  for (const cell of profile.cells) {
    const group = table?.groups.find((candidate) => candidate.group.category === cell.group.category)
    if (cell.suppressed || group === undefined || group.suppressed) continue
    expect(group.n).toBe(cell.n)
  }
})

test('moved thresholds say how many change category, and a stranger is told nothing', async () => {
  const [table] = await readDetails(operator, 'spring', [{ tier: 'analysis' }], { exact: true })
  const [group] = table?.groups ?? []
  if (group === undefined) throw new Error('there is no group')
  const moved = share(figureIn(group, 'moved:victim_moderate.minModerate=1')) ?? 0
  expect(moved).toBeGreaterThan(0)
  expect(moved).toBeLessThan(1)
  const refusal = await readDetails(stranger, 'spring', [{ tier: 'analysis' }]).catch(
    (error: ProblemError) => error.code,
  )
  expect(refusal).toBe('not_signed_in')
  const finer = await readDetails(operator, 'spring', [{ tier: 'analysis', by: ['gender'] }]).catch(
    (error: ProblemError) => error.errors[0]?.code,
  )
  expect(finer).toBe('breakdown_unknown')
})
