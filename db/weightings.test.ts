import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { methodNote } from '@/lib/deposit/method-note'
import { formatWriters } from '@/lib/interchange/format-writers'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { VisibleCell } from '@/lib/profile/profile'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { readAudit } from './audit'
import { store } from './connection'
import { readDetails } from './details'
import { exportMicrodata, openDeposit } from './microdata'
import { readProfile } from './profiles'
import { readQuestionnaire } from './questionnaires'
import { makeRelease } from './releases'
import { importResponses } from './response-import'
import { closeRound } from './rounds'
import { releases } from './schema/aggregates'
import { responses } from './schema/responses'
import { personWeights } from './schema/weightings'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'
import { uploadWeights } from './weight-upload'
import {
  chooseWeighting,
  inspectWeighting,
  listWeightings,
  makeWeighting,
  pageOfWeightings,
  previewWeighting,
  proposeWeighting,
} from './weightings'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
let researcher: Actor
let people: readonly { readonly id: string; readonly answers: Answers }[] = []

const genderMargins = 'gender,woman,0.6\ngender,man + another,0.4'

beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
  researcher = await staffWith('researcher')
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(7)
  const rows = Array.from({ length: 120 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  people = rows.map(({ id, answers }) => ({ id, answers: answers as Answers }))
  const { problems } = await importResponses(operator, 'spring', rows)
  expect(problems).toEqual([])
})
afterAll(() => fresh.remove())

/** Weights 1, 2, 3 in turn, in two strata of three sampling units each. */
const designLine = ({ id }: { readonly id: string }, place: number) =>
  `${id},${1 + (place % 3)},h${place % 2},u${place % 6},${place % 2 === 0 ? 30 : 20}`
const designFile = () => ['id,weight,stratum,psu,fpc', ...people.map(designLine)].join('\n')

async function refusalOf(calling: Promise<unknown>): Promise<ProblemError> {
  const outcome = await calling.catch((error: unknown) => error)
  if (outcome instanceof ProblemError) return outcome
  throw new Error(`It was not refused: ${JSON.stringify(outcome)}`)
}

async function placesOf(calling: Promise<unknown>): Promise<readonly string[]> {
  return (await refusalOf(calling)).errors.map(({ path, code }) => `${path}: ${code}`)
}

async function actions(): Promise<readonly string[]> {
  return (await readAudit(await staffWith('administrator'), { limit: 40 })).map(({ action }) => action)
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const weightCount = () => store().reader.select().from(personWeights).all().length

test('design weights are kept whole or not at all, each fault named by line and column', async () => {
  const [first, second] = people
  const file = [
    'id,weight,stratum',
    `${first?.id},-1,a`,
    `${second?.id},,a`,
    'nobody-of-ours,2,a',
    `${people[2]?.id},heavy,a`,
    `${people[3]?.id},1,`,
    `${people[4]?.id},1,a`,
    `${people[4]?.id},1,a`,
  ].join('\n')
  expect(await placesOf(uploadWeights(manager, 'spring', { title: 'Bad', text: file }))).toEqual([
    'line 2, weight: weight_not_positive',
    'line 3, weight: weight_missing',
    'line 5, weight: weight_not_number',
    'line 6, stratum: stratum_missing',
    'line 8, id: id_repeated',
  ])
  const unknown = 'id,weight\nnobody-of-ours,2'
  expect(await placesOf(uploadWeights(manager, 'spring', { title: 'Bad', text: unknown }))).toEqual([
    'line 2, id: respondent_unknown',
    'leavesOut: people_without_weight',
  ])
  const refusal = await refusalOf(uploadWeights(manager, 'spring', { title: 'Bad', text: unknown }))
  expect(refusal.errors[1]?.message).toContain('120 people of the round have no weight')
  expect(JSON.stringify(refusal.errors)).not.toContain('nobody-of-ours')
  expect(weightCount()).toBe(0)
  expect((await listWeightings(manager, 'spring')).weightings).toEqual([])
})

test('a stranger, a researcher and another round’s manager keep no weights', async () => {
  const input = { title: 'Design', text: designFile() }
  const elsewhere = await staffWith('manager', 'elsewhere')
  for (const actor of [stranger, researcher, elsewhere]) {
    expect((await refusalOf(uploadWeights(actor, 'spring', input))).code).toMatch(/not_/)
    expect((await refusalOf(chooseWeighting(actor, 'spring', null))).code).toMatch(/not_/)
  }
  expect(weightCount()).toBe(0)
})

test('weights of a person are found by submission id too, and the same person twice is refused', async () => {
  const submission = store().reader.select({ id: responses.submissionId }).from(responses).all()
  const text = ['id,weight', ...submission.map(({ id }) => `${id},2`)].join('\n')
  const byBoth = `${text}\n${people[0]?.id},2`
  expect(await placesOf(uploadWeights(manager, 'spring', { title: 'Twice', text: byBoth }))).toEqual([
    expect.stringMatching(/^line 122, id: respondent_repeated$/),
  ])
})

test('exact figures use the weights in use at once, the released ones from the next release on', async () => {
  const before = await readProfile(researcher, 'spring', { by: [] })
  expect(before.weighting).toBeNull()
  const { id, withoutWeight, warnings } = await uploadWeights(manager, 'spring', {
    title: 'Sampling 2026',
    text: designFile(),
  })
  expect([withoutWeight, warnings]).toEqual([0, []])
  // Kept, but not in use.
  expect((await readProfile(manager, 'spring', { by: [], exact: true })).weighting).toBeNull()
  await chooseWeighting(manager, 'spring', id)
  expect((await actions()).slice(0, 2)).not.toContain('release.make')
  expect(await actions()).toEqual(expect.arrayContaining(['weighting.make', 'weighting.use']))

  const exact = await readProfile(manager, 'spring', { by: [], exact: true })
  expect(exact.weighting).toMatchObject({
    title: 'Sampling 2026',
    method: 'design',
    hasStrata: true,
    hasSamplingUnits: true,
    isFinite: true,
    withoutWeight: 0,
  })
  const weights = people.map((_, place) => 1 + (place % 3))
  const kish =
    (120 * weights.reduce((sum, w) => sum + w * w, 0)) / weights.reduce((sum, w) => sum + w, 0) ** 2
  expect(exact.weighting?.kishDeff).toBeCloseTo(kish, 12)
  expect(exact.method.weighting).toContain('“Sampling 2026”')
  expect((await readProfile(researcher, 'spring', { by: [] })).weighting).toBeNull()

  const [answers] = await readDetails(manager, 'spring', [{ tier: 'answers' }], { exact: true })
  const group = answers?.groups[0]
  const figure = group?.suppressed === false ? group.figures['answer:feel_safe=always'] : undefined
  const given = people.map(({ answers: said }, place) => [said.feel_safe, weights[place] ?? 0] as const)
  const told = given.filter(([code]) => code !== undefined && code !== 'pnta' && code !== 'dk')
  const weightOf = (list: typeof given) => sumOf(list.map(([, weight]) => weight))
  const wanted = weightOf(told.filter(([code]) => code === 'always')) / weightOf(told)
  expect(figure?.kind === 'share' ? figure.share : null).toBeCloseTo(wanted, 12)
  expect(answers?.weighting?.title).toBe('Sampling 2026')
})

test('the next release has the weights, says so within limits, and weights make no release by themselves', async () => {
  const made = () => store().reader.select().from(releases).all().length
  const count = made()
  const { weightings } = await listWeightings(manager, 'spring')
  await chooseWeighting(manager, 'spring', null)
  await chooseWeighting(manager, 'spring', weightings[0]?.id ?? null)
  expect(made()).toBe(count)
  // The one release of a manager; then no more, whatever is chosen.
  await makeRelease(manager, 'spring')
  await chooseWeighting(manager, 'spring', null)
  expect((await refusalOf(makeRelease(manager, 'spring'))).code).toBe('release_not_due')
  expect(made()).toBe(count + 1)

  const shown = await readProfile(researcher, 'spring', { by: [] })
  expect(shown.weighting).toMatchObject({
    title: 'Sampling 2026',
    smallest: null,
    largest: null,
    kishDeff: 1.25,
  })
  expect(shown.weighting?.effectiveN).toBe(96)
  expect(shown.method.variance).toContain('in 2 strata')
  const listed = await listWeightings(researcher, 'spring')
  expect(listed.releases[0]).toMatchObject({ weighting: 'Sampling 2026', hasFault: null })
})

test('margins are previewed, kept and used in one go, upon design weights and trimmed', async () => {
  const base = (await listWeightings(manager, 'spring')).weightings[0]?.id ?? ''
  const input = {
    title: 'Census',
    method: 'raking',
    margins: genderMargins,
    upon: base,
    upper: '1,6',
  } as const
  const preview = await previewWeighting(manager, 'spring', input)
  expect(preview.weighting.diagnostics.largest).toBeCloseTo(1.6, 9)
  expect(preview.weighting.diagnostics.trimmedShare).toBeGreaterThan(0)
  const untrimmed = await previewWeighting(manager, 'spring', { ...input, upper: '' })
  const [gender] = untrimmed.margins
  expect(gender?.categories.map(({ wanted }) => wanted)).toEqual([0.6, 0.4])
  for (const { wanted, after } of gender?.categories ?? []) expect(after).toBeCloseTo(wanted, 9)
  expect((await listWeightings(manager, 'spring')).weightings).toHaveLength(1)

  const { id } = await makeWeighting(manager, 'spring', { ...input, upper: '' })
  const exact = await readProfile(manager, 'spring', { by: ['gender'], exact: true })
  expect(exact.weighting).toMatchObject({ title: 'Census', margins: ['gender'], upon: 'Sampling 2026' })
  expect(exact.method.variance).toContain('taken as given')
  const { weightings } = await listWeightings(manager, 'spring')
  expect(weightings.map(({ title, isInUse }) => [title, isInUse])).toEqual([
    ['Census', true],
    ['Sampling 2026', false],
  ])
  expect((await inspectWeighting(manager, 'spring', id)).largest[0]?.bands).toHaveProperty('gender')
})

test.each([
  ['gender,woman,0.5\ngender,man,0.3', 'margins.gender: shares_do_not_sum'],
  [
    'gender,woman,900\ngender,man + another,600\narea_type,city + town + rural,2000',
    'margins.area_type: margins_differ',
  ],
  ['gender,woman,0.5\nage,18-24,0.5', 'line 2, breakdown: breakdown_unknown'],
  ['gender,woman,half', 'line 1, population: population_not_number'],
  ['category,victim,0.5', 'line 1, breakdown: breakdown_unknown'],
])('margins that cannot be met are refused before anything is kept: %s', async (margins, fault) => {
  const count = (await listWeightings(manager, 'spring')).weightings.length
  const input = { title: 'Bad', method: 'raking', margins } as const
  const faults = await placesOf(makeWeighting(manager, 'spring', input))
  expect(faults).toContain(fault)
  expect((await listWeightings(manager, 'spring')).weightings).toHaveLength(count)
})

test('a researcher proposes, and learns nothing of who answered; a manager decides', async () => {
  const input = {
    title: 'Proposal',
    method: 'poststratification',
    margins: 'gender,woman,0.9\ngender,another,0.1',
  } as const
  expect((await refusalOf(previewWeighting(researcher, 'spring', input))).code).toBe('not_allowed')
  expect((await refusalOf(proposeWeighting(stranger, 'spring', input))).code).toBe('not_signed_in')
  const { id } = await proposeWeighting(researcher, 'spring', input)
  expect((await refusalOf(inspectWeighting(researcher, 'spring', id))).code).toBe('not_allowed')
  // Men have no margin: the manager is told so.
  const refusal = await refusalOf(chooseWeighting(manager, 'spring', id))
  expect(refusal.errors.map(({ code }) => code)).toContain('category_without_margin')
  const { items, more } = await pageOfWeightings(researcher, 'spring', { limit: '1' })
  expect(items[0]).toMatchObject({ title: 'Proposal', isInUse: false })
  const next = await pageOfWeightings(researcher, 'spring', { limit: '1', after: more ?? '' })
  expect(next.items[0]?.title).toBe('Census')
})

test('a researcher learns the role of who made weights, and no address but their own', async () => {
  const makersFor = async (actor: Actor) => {
    const { weightings } = await listWeightings(actor, 'spring')
    expect((await pageOfWeightings(actor, 'spring', {})).items).toEqual(weightings)
    return weightings.map(({ title, madeBy }) => [title, madeBy.role, madeBy.email])
  }
  const emailOf = (actor: Actor) => (actor.kind === 'staff' ? actor.email : '')
  expect(await makersFor(researcher)).toEqual([
    ['Proposal', 'researcher', emailOf(researcher)],
    ['Census', 'manager', null],
    ['Sampling 2026', 'manager', null],
  ])
  const said = await makersFor(await staffWith('researcher'))
  expect(said.map(([, , email]) => email)).toEqual([null, null, null])
  expect(await makersFor(manager)).toEqual([
    ['Proposal', 'researcher', emailOf(researcher)],
    ['Census', 'manager', emailOf(manager)],
    ['Sampling 2026', 'manager', emailOf(manager)],
  ])
  const stored = JSON.stringify(store().reader.select().from(releases).all())
  expect(stored).not.toContain(emailOf(manager))
})

test('files of single answers carry weight, stratum and sampling unit, and the package says how they came about', async () => {
  const open = await openDeposit(manager, 'spring', { reason: 'For the archive' })
  try {
    const names = open.description.variables.map(({ name }) => name)
    const rows: Record<string, unknown>[] = []
    for await (const row of open.table().rows)
      rows.push(Object.fromEntries(names.map((name, place) => [name, row[place]])))
    const weights = rows.map(({ weight }) => Number(weight))
    const women = rows.filter(({ gender }) => gender === 1).map(({ weight }) => Number(weight))
    const unknown = rows.filter(({ gender }) => gender !== 1 && gender !== 2 && gender !== 3)
    const known = sumOf(weights) - sumOf(unknown.map(({ weight }) => Number(weight)))
    expect(sumOf(women) / known).toBeCloseTo(0.6, 9)
    expect(new Set(rows.map(({ stratum }) => stratum))).toEqual(new Set(['h0', 'h1']))
    expect(new Set(rows.map(({ psu }) => psu))).toEqual(new Set(['1', '2', '3']))
    expect(open.design).toEqual({ weight: 'weight', strata: 'stratum', clusters: ['psu'], populations: [] })
    expect(open.round.weighting).toContain('“Census”')
    const note = methodNote(open.round, open.questionnaire, open.releases)
    expect(note).toContain('People count by the weights “Census”')
    expect(note).toContain('Taylor linearisation, by sampling units, in 2 strata.')
    expect(note).toContain('A stratum with one unit is centred at zero.')
    expect(note).toContain('corrected for the part of all sampling units that was drawn')
    expect(note).toContain('Fitted weights are taken as given')
    expect(note).not.toContain('each person a sampling unit of their own')
    // The words of the file itself and of docs/exporting.md.
    expect(note).toContain('"no answer" that too little was answered')
    expect(open.description.missingLabels.skipped).toBe('No answer')
  } finally {
    open.close()
  }
})

test('the R script of a file sets up the survey design of its round', async () => {
  const open = await exportMicrodata(manager, 'spring', { format: 'r', reason: 'Estimates in R' })
  try {
    const bytes: Uint8Array[] = []
    for await (const piece of formatWriters.r.write(open.microdata, open.about)) bytes.push(piece)
    const script = Buffer.concat(bytes).toString()
    for (const part of ['ids = ~`psu`', 'strata = ~`stratum`', 'weights = ~`weight`'])
      expect(script).toContain(part)
  } finally {
    open.close()
  }
})

test('who comes later has no design weight and is left out, and a response takes its weights along', async () => {
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(8)
  const { items } = await pageOfWeightings(manager, 'spring', {})
  const design = items.find(({ method }) => method === 'design')
  await chooseWeighting(manager, 'spring', design?.id ?? null)
  const late = Array.from({ length: 5 }, (_, place) => ({
    row: place + 1,
    id: `late-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  await importResponses(operator, 'spring', late)
  const exact = await readProfile(manager, 'spring', { by: [], exact: true })
  expect((exact.cells[0] as VisibleCell).n).toBe(120)
  expect(exact.notes).toContainEqual({
    code: 'people_without_weight',
    text: '5 people have no weight and are left out.',
  })
  const count = weightCount()
  await store().writes.transact(async (tx) => {
    tx.db.$client
      .prepare('delete from responses where id = (select response_id from person_weights limit 1)')
      .run()
    tx.db.$client.prepare('update rounds set responses = responses - 1').run()
  })
  expect(weightCount()).toBe(count - 1)
})

test('a release whose people cannot meet the margins stands on the design weights, and says why', async () => {
  const { items } = await pageOfWeightings(manager, 'spring', {})
  const fitted = items.find(({ title }) => title === 'Census')
  await chooseWeighting(manager, 'spring', fitted?.id ?? null)
  // Everybody who is not a woman goes.
  await store().writes.transact(async (tx) => {
    const { changes } = tx.db.$client
      .prepare(
        `delete from responses where id in (select response_id from response_scores where json_extract(bands, '$.gender') not in ('woman', ''))`,
      )
      .run()
    tx.db.$client.prepare('update rounds set responses = responses - ?').run(changes)
  })
  await closeRound(manager, 'spring')
  const shown = await readProfile(researcher, 'spring', { by: [] })
  expect(shown.weighting?.fault).toBe('The people of this release could not meet the margins.')
  expect(shown.notes.map(({ code }) => code)).toContain('margins_not_met')
  expect(shown.method.weighting).toContain('the design weights stand alone')
  const exact = await readProfile(manager, 'spring', { by: [], exact: true })
  expect(exact.weighting?.fault).toContain('Nobody who answered is in the category')
  expect(exact.weighting?.kishDeff).toBeGreaterThan(1.1)
  expect((await listWeightings(manager, 'spring')).releases[0]).toMatchObject({
    weighting: 'Census',
    hasFault: true,
  })
  const { releases: seen } = await listWeightings(researcher, 'spring')
  expect(new Set(seen.map(({ hasFault }) => hasFault))).toEqual(new Set([null]))
  // Who came later has no weight, and only about how many these are is told.
  expect(exact.weighting?.withoutWeight).toBeGreaterThan(0)
  expect(exact.weighting?.withoutWeight).toBeLessThan(10)
  expect(shown.weighting?.withoutWeight).toBe(10)
  expect(shown.notes.map(({ text }) => text)).toContain('At most 10 people have no weight and are left out.')
})
