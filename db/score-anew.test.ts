import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { methodNote } from '@/lib/deposit/method-note'
import { studyOf } from '@/lib/interchange/study-of-round'
import { ProblemError } from '@/lib/problem'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { rosterWithSignal } from '@/lib/questionnaire/fixtures/repeated'
import { responseOptions } from '@/lib/questionnaire/options'
import { withScoringOf } from '@/lib/questionnaire/with-scoring'
import { scoreResponse } from '@/lib/scoring/score'
import { readAggregates } from './aggregates'
import { readAudit } from './audit'
import { readCodebook } from './codebooks'
import { store } from './connection'
import { readDetails } from './details'
import { checkInstallation } from './doctor'
import { openDeposit } from './microdata'
import { readProfile } from './profiles'
import { publishResults, readPublication } from './publications'
import { importQuestionnaire, readQuestionnaire } from './questionnaires'
import { makeDueReleases, makeRelease, pageOfReleases } from './releases'
import { readReliability } from './reliability'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { closeRound, createRound, readRound } from './rounds'
import { releaseCells } from './schema/aggregates'
import { responseScores, responses } from './schema/responses'
import { roundScorings } from './schema/rounds'
import { readRoundToScoreAnew, scoreAnew } from './score-anew'
import { everyAnswerOf } from './sealed-answers'
import { openFreshStore, operator, respondent } from './testing/actors'
import { killedAfter } from './testing/killed'
import { listWaves } from './waves'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let asked: Questionnaire
const random = seededRandom(91)

beforeEach(async () => {
  fresh = await openFreshStore()
  asked = await readQuestionnaire(operator, 'migrant-short')
})
afterEach(() => fresh.remove())

const turnedDimension = 'legal_status'

/** Publishes a version whose one dimension is scored the other way round. */
async function publishTurned(
  version: number,
  dimensions: readonly string[] = [turnedDimension],
): Promise<void> {
  const turned = (item: Item): Item => {
    if (item.type !== 'single' || !dimensions.includes(item.dimension ?? '')) return item
    const { choiceList: _list, variants: _variants, ...own } = item
    const choices = responseOptions(asked, item).map((option) =>
      typeof option.score === 'number' ? { ...option, score: 100 - option.score } : option,
    )
    return { ...own, choices }
  }
  await importQuestionnaire(operator, { ...asked, version, items: asked.items.map(turned) })
}

async function fill(people: number): Promise<void> {
  const rows = Array.from({ length: people }, (_, place) => ({
    row: place + 1,
    id: randomUUID(),
    ...madeUpPerson(asked, random),
  }))
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
}

function answer(): Promise<{ readonly receipt: string }> {
  return recordResponse(respondent, 'spring', {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: madeUpPerson(asked, random).answers,
  })
}

const reason = 'The scale was the wrong way round.'
const byVersion = (version: number) => scoreAnew(operator, 'spring', { version, reason })

/** Every stored score beside the one that the engine gives. */
async function expectScoredBy(version: number): Promise<void> {
  const composite = withScoringOf(asked, await readQuestionnaire(operator, 'migrant-short', version))
  if (!composite.ok) throw new Error(composite.problems[0]?.message)
  const rows = store()
    .reader.select()
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .all()
  expect(rows.length).toBeGreaterThan(0)
  for (const { responses: row, response_scores: stored } of rows) {
    const scored = scoreResponse(composite.value, everyAnswerOf(row))
    expect(row.questionnaireVersion).toBe(1)
    expect(stored).toMatchObject({
      overall: scored.overall,
      category: scored.category ?? '',
      dimensions: scored.dimensions,
      deprived: scored.deprived,
    })
  }
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
}

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.code, ...error.errors.map(({ path, code }) => `${path} ${code}`)].join(' ')
  }
}

const reasonsOfReleases = async () =>
  (await pageOfReleases(operator, 'spring', { limit: 50 })).items.map(
    ({ reason: why, scoringVersion }) => `${why} ${scoringVersion ?? 'asked'}`,
  )

test('every answer is scored by the other version, then and from then on, and the round says so', async () => {
  await publishTurned(2)
  await fill(25)
  await answer()
  expect(await byVersion(2)).toEqual({ version: 2, responses: 26, release: null })
  await expectScoredBy(2)
  await answer()
  await fill(3)
  await expectScoredBy(2)

  const round = await readRound(operator, 'spring')
  expect(round).toMatchObject({ questionnaireVersion: 1, scoringVersion: 2 })
  expect(round.scorings).toMatchObject([{ from: 1, to: 2, responses: 26, by: { role: 'operator' }, reason }])
  const [line] = (await readAudit(operator)).filter(({ action }) => action === 'round.score_anew')
  expect(line).toMatchObject({ subject: round.id, reason: `${reason} [version 1 to 2, 26 responses]` })
  expect(() => store().reader.delete(roundScorings).run()).toThrow()

  // Back again: nothing is forgotten of it.
  await byVersion(1)
  await expectScoredBy(1)
  const back = await readRound(operator, 'spring')
  expect(back.scoringVersion).toBeNull()
  expect(back.scorings.map(({ from, to }) => [from, to])).toEqual([
    [2, 1],
    [1, 2],
  ])
})

test('who withdraws afterwards is taken out of every sum', async () => {
  await publishTurned(2)
  await fill(12)
  const { receipt } = await answer()
  await byVersion(2)
  await withdrawResponse(respondent, receipt)
  await expectScoredBy(2)
  const { cells } = await readProfile(operator, 'spring', { by: [], exact: true })
  expect(cells).toMatchObject([{ n: 12 }])
})

test('who answers or withdraws while it runs is scored or left out like everybody else', async () => {
  await publishTurned(2)
  await fill(300)
  const leaving = await Promise.all(Array.from({ length: 5 }, answer))
  const running = byVersion(2)
  const coming = Array.from({ length: 20 }, answer)
  const going = leaving.map(({ receipt }) => withdrawResponse(respondent, receipt))
  await Promise.all([running, ...coming, ...going])
  await answer()
  await expectScoredBy(2)
  expect((await readRound(operator, 'spring')).counts?.inAll).toBe(321)
})

test('a program that is killed while it runs leaves the old scores whole, or the new ones', async () => {
  await publishTurned(2)
  await fill(250)
  store().close()
  const program = `
    import { scoreAnew } from './db/score-anew'
    await scoreAnew({ kind: 'operator' }, 'spring', { version: 2, reason: 'A reason of some words.' })`
  for (const milliseconds of [250, 500, 750, 1000, 1500]) {
    await killedAfter(milliseconds, program, fresh.folder)
    const { scoringVersion } = await readRound(operator, 'spring')
    await expectScoredBy(scoringVersion ?? 1)
    if (scoringVersion !== null) await byVersion(1)
    store().close()
  }
})

test('releases read as they were made, and one more is made by the new scoring, with what did not change unchanged', async () => {
  await publishTurned(2)
  await fill(200)
  const before = await readProfile(operator, 'spring')
  const answersBefore = await readDetails(operator, 'spring', [{ tier: 'answers' }])
  const cellsOfFirst = () =>
    store().reader.select().from(releaseCells).where(eq(releaseCells.release, 1)).all()
  const stored = cellsOfFirst()
  await publishResults(operator, 'spring', {
    release: 1,
    title: 'Spring',
    citation: 'Spring',
    confirmed: 'yes',
  })

  expect(await byVersion(2)).toMatchObject({ release: 2 })
  expect(await reasonsOfReleases()).toEqual(['scored_anew 2', 'first asked'])
  expect(cellsOfFirst()).toEqual(stored)
  const published = await readPublication(operator, 'spring')
  expect(published.figures.profile).toEqual({ ...before, generatedAt: published.figures.profile.generatedAt })
  expect(published.questionnaire).toEqual(asked)

  const after = await readProfile(operator, 'spring')
  expect(before.questionnaire).toEqual({ id: 'migrant-short', version: 1 })
  expect(after.questionnaire).toEqual({ id: 'migrant-short', version: 1, scoringVersion: 2 })
  expect(after.notes.map(({ code }) => code)).toContain('scored_anew')
  // Categories rest on circumstances alone, so that the groups are the same people.
  expect(after.cells.length).toBe(before.cells.length)
  let compared = 0
  for (const [place, cell] of before.cells.entries()) {
    const now = after.cells[place]
    if (cell.suppressed || now === undefined || now.suppressed) continue
    compared += 1
    expect([now.n, now.share]).toEqual([cell.n, cell.share])
    for (const [id, { mean }] of Object.entries(cell.dimensions)) {
      const score = now.dimensions[id]?.mean
      if (id === turnedDimension) expect(score).not.toEqual(mean)
      else expect(score).toEqual(mean)
    }
  }
  expect(compared).toBeGreaterThan(1)
  // What was answered is what was answered, with the error that it had.
  const told = (tables: typeof answersBefore) =>
    tables[0]?.groups.map((one) =>
      one.suppressed ? one : Object.entries(one.figures).filter(([id]) => id.startsWith('answer:')),
    )
  expect(told(await readDetails(operator, 'spring', [{ tier: 'answers' }]))).toEqual(told(answersBefore))
  expect((await readReliability(operator, 'spring')).length).toBeGreaterThan(0)
})

test('going back and forth makes no further release, and three times is the most', async () => {
  for (const [version, dimensions] of [
    [2, ['legal_status']],
    [3, ['decent_work']],
    [4, ['social_services']],
    [5, ['legal_status', 'decent_work']],
  ] as const)
    await publishTurned(version, dimensions)
  await fill(60)
  for (const version of [2, 1, 2, 3, 2, 4, 5]) await byVersion(version)
  expect(await reasonsOfReleases()).toEqual([
    'scored_anew 4',
    'scored_anew 3',
    'scored_anew 2',
    'first asked',
  ])
  expect(await readRoundToScoreAnew(operator, 'spring')).toMatchObject({
    asked: 1,
    inForce: 5,
    releasesLeft: 0,
    isReleased: true,
  })
  // Figures are those of the newest release, and say so; exact ones are of now.
  expect((await readProfile(operator, 'spring')).questionnaire.scoringVersion).toBe(4)
  expect((await readProfile(operator, 'spring', { exact: true })).questionnaire.scoringVersion).toBe(5)
})

test('figures are released by six scorings at most, whatever brings a release about', async () => {
  for (const [place, dimensions] of [
    ['legal_status'],
    ['decent_work'],
    ['social_services'],
    ['legal_status', 'decent_work'],
    ['legal_status', 'social_services'],
    ['decent_work', 'social_services'],
  ].entries())
    await publishTurned(place + 2, dimensions)
  await fill(60)
  const { receipt } = await answer()
  for (const version of [2, 3, 4, 5]) await byVersion(version)
  await makeRelease(operator, 'spring')
  await byVersion(6)
  await closeRound(operator, 'spring')
  expect(await reasonsOfReleases()).toEqual([
    'round_closed 6',
    'manager_decided 5',
    'scored_anew 4',
    'scored_anew 3',
    'scored_anew 2',
    'first asked',
  ])
  expect(await refusal(byVersion(7))).toBe('input_invalid version too_many_scorings')
  const { versions } = await readRoundToScoreAnew(operator, 'spring')
  expect(versions.map(({ state }) => state)).toEqual([
    'impossible',
    'in_force',
    'possible',
    'possible',
    'possible',
    'possible',
    'possible',
  ])
  await byVersion(1)
  // Who withdraws leaves the figures, by a scoring that they were released by.
  await withdrawResponse(respondent, receipt)
  await makeDueReleases(operator, new Date(Date.now() + 40 * 86_400_000))
  expect((await reasonsOfReleases())[0]).toBe('withdrawal asked')
})

test('what cannot be scored so is refused with what is wrong, and nothing changes', async () => {
  await publishTurned(2)
  await fill(5)
  const worded = { ...asked, version: 3, title: { ...asked.title, en: 'Other words' } }
  await importQuestionnaire(operator, worded)
  const scoredItem = asked.scoring?.dimensions[0]?.subdimensions[0]?.items[0]?.id ?? ''
  const renamed = JSON.parse(JSON.stringify({ ...asked, version: 4 }).replaceAll(scoredItem, 'another_item'))
  await importQuestionnaire(operator, renamed)
  expect(await refusal(byVersion(9))).toBe('input_invalid version unknown_version')
  for (const version of [1, 3])
    expect(await refusal(byVersion(version))).toBe('input_invalid version same_scoring')
  expect(await refusal(byVersion(4))).toBe('input_invalid version item_not_asked')
  expect(await refusal(scoreAnew(operator, 'spring', { version: 2, reason: 'because' }))).toMatch(
    /^input_invalid reason/,
  )
  expect(await refusal(scoreAnew(operator, 'nowhere', { version: 2, reason }))).toBe('not_found')
  const { versions } = await readRoundToScoreAnew(operator, 'spring')
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [4, 'impossible'],
    [3, 'in_force'],
    [2, 'possible'],
    [1, 'in_force'],
  ])
  await expectScoredBy(1)
  expect((await readRound(operator, 'spring')).scorings).toEqual([])
})

test('files of answers and of figures name the version that scored them', async () => {
  await publishTurned(2)
  await fill(40)
  await byVersion(2)
  expect((await readAggregates(operator, 'spring', 'profile', {})).title).toContain(
    'Their answers are scored by version 2.',
  )
  expect(JSON.stringify(await readCodebook(operator, 'spring', 'en'))).toContain(
    'Version whose scoring the scores are by',
  )
  const deposit = await openDeposit(operator, 'spring', { reason })
  try {
    expect(deposit.versions.map(({ version }) => version)).toEqual([1, 2])
    expect(deposit.versions[0]).toEqual(asked)
    expect(deposit.round.scoringVersion).toBe(2)
    const study = studyOf(deposit.round, deposit.questionnaire, 'en', [], '2026-03-01')
    expect(study.instrument).toContain('version 1; scores are by version 2')
    expect(methodNote(deposit.round, deposit.questionnaire, deposit.releases)).toContain(
      'Scores are made by version 2',
    )
    const { variables, rows } = deposit.table()
    const place = variables.findIndex(({ name }) => name === 'scoring_version')
    for await (const row of rows) expect(row[place]).toBe(2)
  } finally {
    deposit.close()
  }
})

test('two waves are held against each other when they are scored alike, and the earlier one is made so by scoring it anew', async () => {
  await publishTurned(2)
  await createRound(operator, {
    title: 'Autumn',
    slug: 'autumn',
    questionnaireId: 'migrant-short',
    version: 2,
    open: true,
    continues: 'spring',
  })
  const answers = Array.from({ length: 40 }, () => madeUpPerson(asked, random))
  for (const slug of ['spring', 'autumn'])
    await importResponses(
      operator,
      slug,
      answers.map((person, place) => ({ row: place + 1, id: `person-${place}`, ...person })),
    )
  const linked = async () => {
    const [table] = await readDetails(operator, 'autumn', [{ tier: 'linked' }], { exact: true })
    const [everybody] = table?.groups ?? []
    const change =
      everybody === undefined || everybody.suppressed
        ? undefined
        : everybody.figures[`change:${turnedDimension}`]
    const [spring] = await listWaves(operator, 'autumn', { exact: true })
    return { isScoredAlike: spring?.isScoredAlike, mean: change?.kind === 'change' ? change.mean : null }
  }
  expect(await linked()).toEqual({ isScoredAlike: false, mean: null })
  await byVersion(2)
  // The same answers, scored alike: nobody has moved.
  expect(await linked()).toEqual({ isScoredAlike: true, mean: 0 })
  // Researchers read the newest releases: that of spring is by the new scoring now.
  expect((await listWaves(operator, 'autumn'))[0]?.isScoredAlike).toBe(true)
})

test('a round with a repeat is scored anew by what its signals see in all entries, and a version in other words is none', async () => {
  const shape = { count: `\${size}`, most: 3, relevant: null, hasLabel: true, sections: 1 } as const
  const bySum = rosterWithSignal(shape, `sum(\${age}) > 100`)
  await importQuestionnaire(operator, bySum)
  await importQuestionnaire(operator, { ...bySum, version: 2, title: { en: 'Household', fr: 'Ménage' } })
  await importQuestionnaire(operator, { ...rosterWithSignal(shape, `max(\${age}) > 60`), version: 3 })
  await createRound(operator, {
    title: 'Homes',
    slug: 'homes',
    questionnaireId: 'roster',
    version: 1,
    open: true,
  })
  const rows = [
    { size: 2, age: 55, age__2: 54 },
    { size: 1, age: 70 },
  ].map((answers, place) => ({ row: place + 1, id: `home-${place}`, language: 'en', answers }))
  expect((await importResponses(operator, 'homes', rows)).problems).toEqual([])
  const categories = () =>
    store()
      .reader.select({ category: responseScores.category })
      .from(responseScores)
      .all()
      .map(({ category }) => category)
      .toSorted()
  expect(categories()).toEqual(['with_signal', 'without_signal'])
  const { versions } = await readRoundToScoreAnew(operator, 'homes')
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [3, 'possible'],
    [2, 'in_force'],
    [1, 'in_force'],
  ])
  await scoreAnew(operator, 'homes', { version: 3, reason })
  const stored = store()
    .reader.select()
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .all()
    .map(({ responses: row, response_scores: { category } }) => [everyAnswerOf(row).age, category])
  expect(Object.fromEntries(stored)).toEqual({ 55: 'without_signal', 70: 'with_signal' })
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
})
