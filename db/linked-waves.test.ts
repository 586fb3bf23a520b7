import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { surveyDesign } from '@/lib/estimation/design'
import { estimateProportion } from '@/lib/estimation/proportion'
import { type DetailFigure, type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { scoreResponse } from '@/lib/scoring/score'
import { readDetails } from './details'
import { readQuestionnaire } from './questionnaires'
import { makeDueReleases, makeRelease } from './releases'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { closeRound, createRound, readRound } from './rounds'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'
import { uploadWeights } from './weight-upload'
import { chooseWeighting } from './weightings'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let questionnaire: Questionnaire
/** Everybody of the first wave, with their answers there; and now, of who came back. */
const people: Before[] = []
type Before = { readonly id: string; readonly before: Answers; readonly now: Answers | null }
/** Codes by which some of them can be withdrawn: two who came back, one in each wave, and one who did not. */
const receipts = { spring: '', autumn: '', alone: '' }

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
  const later = new Map(autumn.map(({ id, answers }) => [id, answers]))
  for (const { id, answers } of spring) people.push(personOf(id, answers, later.get(id) ?? null))
  for (const leaver of ['spring', 'autumn'] as const) {
    const [first, second] = [madeUpPerson(questionnaire, random), madeUpPerson(questionnaire, random)]
    const { receipt } = await answer('spring', first.answers)
    const later = await answer('autumn', second.answers, receipt)
    receipts[leaver] = leaver === 'spring' ? receipt : later.receipt
    people.push(personOf(leaver, first.answers, second.answers))
  }
  const alone = madeUpPerson(questionnaire, random).answers
  receipts.alone = (await answer('spring', alone)).receipt
  people.push(personOf('alone', alone, null))
  await closeRound(operator, 'spring')
  await closeRound(operator, 'autumn')
})
afterAll(() => fresh.remove())

/** What is stored: the wave is the round's to say, and circumstances are asked differently in a later one. */
function personOf(id: string, before: Answers, now: Answers | null): Before {
  return { id, before: { ...before, wave: 1 }, now: now === null ? null : { ...now, wave: 2 } }
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

/**
 * People of one state, parted as docs/weighting.md says: by planned stay, place, age and gender, where each part keeps 20 who came back.
 *
 * @returns for who came back, by how much everybody of their part outweighs those of it who did
 */
function raisedByHand(
  of: readonly Before[],
  weightOf: (person: Before) => number,
  itemIds = ['stay_plan', 'area_type', 'age_band', 'gender'],
): ReadonlyMap<string, number> {
  const [itemId, ...more] = itemIds
  const back = (some: readonly Before[]) => some.filter(({ now }) => now !== null)
  if (itemId === undefined) {
    const sum = (some: readonly Before[]) => some.reduce((total, person) => total + weightOf(person), 0)
    return new Map(back(of).map(({ id }) => [id, sum(of) / sum(back(of))]))
  }
  const values = [...new Set(of.map(({ before }) => bandByHand(itemId, before)))]
  const having = (some: readonly string[]) =>
    of.filter(({ before }) => some.includes(bandByHand(itemId, before)))
  const large = values.filter((value) => back(having([value])).length >= 20)
  const small = having(values.filter((value) => !large.includes(value)))
  const parts = [...large.map((value) => having([value])), ...(small.length === 0 ? [] : [small])]
  const isParted = parts.every((part) => back(part).length >= 20)
  return new Map((isParted ? parts : [of]).flatMap((part) => [...raisedByHand(part, weightOf, more)]))
}

function bandByHand(itemId: string, answers: Answers): string {
  const answer = String(answers[itemId] ?? '')
  if (itemId === 'stay_plan') return ['short', 'back_forth'].includes(answer) ? 'short' : 'long'
  return ['pnta', 'dk'].includes(answer) ? '' : answer
}

const states = ['privileged', 'average', 'average_poor', 'victim', 'undetermined']
const isWell = (state: string) => ['privileged', 'average', 'average_poor'].includes(state)
const share = (figure: DetailFigure | undefined) => (figure?.kind === 'share' ? figure : null)
const linkedIn = ({ groups }: DetailTable) =>
  groups.reduce((n, group) => n + (group.suppressed ? 0 : group.n), 0)
const linkedPeople = () => people.filter(({ now }) => now !== null).length

async function transitions(actor = operator, exact = true): Promise<DetailTable> {
  const [table] = await readDetails(actor, 'autumn', [{ tier: 'linked', by: ['earlier_state'] }], { exact })
  if (table === undefined) throw new Error('there is no table')
  return table
}

/** Holds the exact transitions against a count by hand. @returns how many groups were compared */
function expectAsByHand(
  table: DetailTable,
  of: readonly Before[],
  weightOf: (person: Before) => number,
): number {
  let compared = 0
  for (const group of table.groups) {
    const own = of.filter(({ before }) => stateByHand(before) === group.group.earlier_state)
    const raised = raisedByHand(own, weightOf)
    const back = own.flatMap((person) => {
      const { now } = person
      const weight = weightOf(person) * (raised.get(person.id) ?? 0)
      return now === null ? [] : [{ before: person.before, now, weight, state: stateByHand(now) }]
    })
    if (group.suppressed || back.length === 0) continue
    expect(group.n).toBe(back.length)
    const total = back.reduce((sum, { weight }) => sum + weight, 0)
    const shareOf = (isIn: (state: string) => boolean) =>
      back.reduce((sum, { state, weight }) => sum + (isIn(state) ? weight : 0), 0) / total
    for (const state of states) {
      const wanted = shareOf((one) => one === state)
      expect(share(figureIn(group, `state:${state}`))?.share, state).toBeCloseTo(wanted, 12)
    }
    expect(share(figureIn(group, 'recovered'))?.share).toBeCloseTo(shareOf(isWell), 12)
    const all = own.reduce((sum, person) => sum + weightOf(person), 0)
    const gone = own.filter(({ now }) => now === null).reduce((sum, person) => sum + weightOf(person), 0)
    expect(share(figureIn(group, 'unlinked'))?.share).toBeCloseTo(gone / all, 12)
    const changes = back.flatMap(({ before, now, weight }) => {
      const [then, after] = [before, now].map(
        (answers) => scoreResponse(questionnaire, answers).dimensions.legal_status ?? null,
      )
      return then == null || after == null ? [] : [{ change: after - then, weight }]
    })
    const change = figureIn(group, 'change:legal_status')
    expect(change?.kind === 'change' ? change.mean : null).toBeCloseTo(
      changes.reduce((sum, one) => sum + one.weight * one.change, 0) /
        changes.reduce((sum, one) => sum + one.weight, 0),
      9,
    )
    compared += 1
  }
  return compared
}

test('exact transitions, recovery and changes are those of a count by hand, with who came back for who did not', async () => {
  const table = await transitions()
  expect(table.groups.map(({ group }) => group.earlier_state)).toEqual(states)
  expect(expectAsByHand(table, people, () => 1)).toBeGreaterThan(3)
  expect(linkedIn(table)).toBe(linkedPeople())
  expect(table.linkedWeighting).toEqual({ adjustedForAttrition: true, upon: 'everybody_once', title: null })
  // Somewhere people of one state came back more often than others of it.
  const raised = states.map((state) =>
    raisedByHand(
      people.filter(({ before }) => stateByHand(before) === state),
      () => 1,
    ),
  )
  expect(raised.some((factors) => new Set(factors.values()).size > 1)).toBe(true)
})

test('undivided, and by what people are now, the same people are counted', async () => {
  const [whole, now] = await readDetails(
    operator,
    'autumn',
    [{ tier: 'linked' }, { tier: 'linked', by: ['category'] }],
    { exact: true },
  )
  if (whole === undefined || now === undefined) throw new Error('there are no tables')
  expect([linkedIn(whole), linkedIn(now)]).toEqual([linkedPeople(), linkedPeople()])
  const [group] = whole.groups
  const unlinked = group === undefined ? undefined : share(figureIn(group, 'unlinked'))
  expect(unlinked?.share).toBeCloseTo(1 - linkedPeople() / people.length, 12)
  // Who was not found again is in no category now.
  for (const one of now.groups) expect(figureIn(one, 'unlinked')).toBeUndefined()
})

test('a first wave has nobody linked', async () => {
  const [table] = await readDetails(operator, 'spring', [{ tier: 'linked', by: ['earlier_state'] }], {
    exact: true,
  })
  expect(table === undefined ? null : linkedIn(table)).toBe(0)
})

test('weights, strata and units are those of the wave before, and who has none there is nobody', async () => {
  const drawn = people.filter(({ id }, place) => id.startsWith('person') && place % 9 !== 0)
  const placeOf = new Map(drawn.map(({ id }, place) => [id, place]))
  const weightOf = ({ id }: Before) => 1 + ((placeOf.get(id) ?? 0) % 4)
  const stratumOf = ({ id }: Before) => `h${(placeOf.get(id) ?? 0) % 3}`
  const unitOf = ({ id }: Before) => `u${(placeOf.get(id) ?? 0) % 30}`
  const text = [
    'id,weight,stratum,psu',
    ...drawn.map((person) => `${person.id},${weightOf(person)},${stratumOf(person)},${unitOf(person)}`),
  ].join('\n')
  const { id } = await uploadWeights(operator, 'spring', { title: 'Frame of spring', text, leavesOut: true })
  await chooseWeighting(operator, 'spring', id)
  const table = await transitions()
  expect(expectAsByHand(table, drawn, weightOf)).toBeGreaterThan(3)
  expect(table.linkedWeighting).toEqual({
    adjustedForAttrition: true,
    upon: 'weights',
    title: 'Frame of spring',
  })

  // The estimators over people, which are held to R: those of the other states, and who did not come back, are zeros of the design.
  const raised = new Map(
    states.flatMap((state) => [
      ...raisedByHand(
        drawn.filter(({ before }) => stateByHand(before) === state),
        weightOf,
      ),
    ]),
  )
  const design = surveyDesign({
    n: drawn.length,
    weights: drawn.map((person) => weightOf(person) * (raised.get(person.id) ?? 1)),
    strata: drawn.map(stratumOf),
    clusters: [drawn.map(unitOf)],
  })
  const group = table.groups.find((one) => one.group.earlier_state === 'victim')
  const reference = estimateProportion(
    design,
    drawn.map(({ now }) => (now === null ? null : Number(isWell(stateByHand(now))))),
    { domain: (row) => drawn[row]?.now !== null && stateByHand(drawn[row]?.before ?? {}) === 'victim' },
  )
  const recovered = group === undefined ? null : share(figureIn(group, 'recovered'))
  expect(recovered?.share).toBeCloseTo(reference?.estimate ?? Number.NaN, 12)
  expect(recovered?.se).toBeCloseTo(reference?.se ?? Number.NaN, 10)
  expect(recovered?.design?.df).toBe(reference?.df)
  await chooseWeighting(operator, 'spring', null)
})

test('who has no weight in the later wave is in none of its figures, and counts as not found', async () => {
  const text = [
    'id,weight',
    ...Array.from({ length: 200 }, (_, place) => `person-${100 + place},${1 + (place % 2)}`),
  ].join('\n')
  const { id } = await uploadWeights(operator, 'autumn', { title: 'Half of autumn', text, leavesOut: true })
  await chooseWeighting(operator, 'autumn', id)
  const drawn = new Set(Array.from({ length: 200 }, (_, place) => `person-${100 + place}`))
  const counted = people.map((person) => (drawn.has(person.id) ? person : { ...person, now: null }))
  // Weights of the later wave are not those of people who are followed from the earlier one.
  expect(expectAsByHand(await transitions(), counted, () => 1)).toBeGreaterThan(3)
  await chooseWeighting(operator, 'autumn', null)
})

test('what a researcher sees is near the exact figures; under other weights of the same people errors are others', async () => {
  const researcher = await staffWith('researcher', 'everywhere')
  const seen = async (table: Promise<DetailTable>) =>
    (await table).groups.map((group) => ({
      n: group.suppressed ? null : group.n,
      shares: ['state:victim', 'recovered', 'unlinked'].map(
        (id) => share(figureIn(group, id))?.share ?? null,
      ),
    }))
  const exact = await seen(transitions())
  const first = await seen(transitions(researcher, false))
  const shown = first.flatMap(({ shares }, group) =>
    shares.flatMap((one, place) =>
      one === null ? [] : [Math.abs(one - (exact[group]?.shares[place] ?? 1))],
    ),
  )
  expect(shown.length).toBeGreaterThan(5)
  // At most 2.67 · 1.5 persons of the 30 that there are at least, each with up to twice the weight of the others.
  expect(Math.max(...shown)).toBeLessThan((2.67 * 1.5 * 2) / 30)
  expect(await seen(transitions(researcher, false))).toEqual(first)
  // Somebody who was not found again leaves: others are weighted by a little less, and the same people are linked.
  await withdrawResponse(respondent, receipts.alone)
  people.pop()
  await makeRelease(operator, 'autumn')
  const second = await seen(transitions(researcher, false))
  expect(second.map(({ n }) => n)).toEqual(first.map(({ n }) => n))
  for (const [group, { n, shares }] of second.entries()) {
    if (n === null) continue
    for (const [place, one] of shares.entries())
      if (one !== null) expect(one).not.toBe(first[group]?.shares[place])
  }
})

test('who withdraws from either wave is no link any more, in the next release of the later one', async () => {
  const researcher = await staffWith('researcher', 'everywhere')
  const releasesOfAutumn = async () => (await readRound(operator, 'autumn')).releases.length
  const before = await releasesOfAutumn()
  const linked = linkedPeople()
  await withdrawResponse(respondent, receipts.spring)
  expect(linkedIn(await transitions())).toBe(linked - 1)
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
  expect(linkedIn(await transitions())).toBe(linked - 2)
  for (const group of (await transitions(researcher, false)).groups) {
    const own = people.filter(
      (person) => person.now !== null && stateByHand(person.before) === group.group.earlier_state,
    )
    if (own.length < 28) expect(group.suppressed).toBe(true)
  }
})
