import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentVersion } from '@/lib/consent'
import type { ProblemError } from '@/lib/problem'
import { store } from './connection'
import { showConsent } from './consent-texts'
import { readOpenSurvey } from './open-surveys'
import { recordResponse } from './responses'
import { closeRound, createRound, readRound } from './rounds'
import { rounds } from './schema/rounds'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'
import { listWaves } from './waves'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

const short = { title: 'A round', questionnaireId: 'migrant-short' }

/** The fields at fault and why, `field code`; empty when the round was made. */
async function faultsOf(making: Promise<unknown>): Promise<readonly string[]> {
  try {
    await making
    return []
  } catch (error) {
    return (error as ProblemError).errors.map(({ path, code }) => `${path} ${code}`)
  }
}

describe('a round that continues another', () => {
  test('is refused for a round that is not there and for one that the actor may not read, in the same words', async () => {
    const elsewhere = await staffWith('manager', 'elsewhere')
    const messages = await Promise.all(
      ['spring', 'no-such'].map((continues) =>
        createRound(elsewhere, { ...short, slug: 'hidden', continues }).then(
          () => 'made',
          (error: ProblemError) => error.errors.map(({ path, message }) => `${path}: ${message}`).join(),
        ),
      ),
    )
    expect(messages[0]).toMatch(/^continues: There is no round "spring" among those that you may read/)
    expect(messages[1]).toBe(messages[0]?.replace('spring', 'no-such'))
  })

  test('is refused with another questionnaire', async () => {
    const making = createRound(operator, {
      ...short,
      slug: 'long',
      questionnaireId: 'migrant-long',
      continues: 'spring',
    })
    expect(await faultsOf(making)).toEqual(['continues other_questionnaire'])
  })

  test('is the next wave, and the same wave is not made twice', async () => {
    expect(await createRound(operator, { ...short, slug: 'second', continues: 'spring' })).toMatchObject({
      wave: 2,
      seriesId: (await readRound(operator, 'spring')).id,
    })
    const again = { ...short, slug: 'again', continues: 'spring' }
    expect(await faultsOf(createRound(operator, again))).toEqual(['wave wave_taken'])
    expect(await faultsOf(createRound(operator, { ...again, wave: 1 }))).toEqual(['wave not_later'])
    expect(await faultsOf(createRound(operator, { ...again, continues: 'second', wave: 2 }))).toEqual([
      'wave not_later',
    ])
    expect(await faultsOf(createRound(operator, { ...again, wave: 100 }))).toEqual(['wave too_big'])
    // Whichever wave is named, the study is one.
    expect(
      await createRound(operator, { ...short, slug: 'fifth', continues: 'spring', wave: 5 }),
    ).toMatchObject({
      wave: 5,
    })
    expect(await createRound(operator, { ...short, slug: 'third', continues: 'second' })).toMatchObject({
      wave: 3,
    })
    expect(
      await faultsOf(createRound(operator, { ...short, slug: 'x', continues: 'third', wave: 5 })),
    ).toEqual(['wave wave_taken'])
  })

  test('goes on from a round that was made before there were series', async () => {
    await createRound(operator, { ...short, slug: 'old' })
    const { id } = await readRound(operator, 'old')
    await store().writes.transact(async (tx) =>
      tx.db.update(rounds).set({ seriesId: null }).where(eq(rounds.id, id)).run(),
    )
    expect((await readRound(operator, 'old')).seriesId).toBe(id)
    expect((await listWaves(operator, 'old')).map(({ slug }) => slug)).toEqual(['old'])
    await createRound(operator, { ...short, slug: 'old-2', continues: 'old' })
    expect((await listWaves(operator, 'old')).map(({ slug }) => slug)).toEqual(['old', 'old-2'])
    expect(await faultsOf(createRound(operator, { ...short, slug: 'old-3', continues: 'old' }))).toEqual([
      'wave wave_taken',
    ])
  })

  test('of made-up answers is itself for show', async () => {
    await createRound(operator, { ...short, slug: 'show', isSynthetic: true })
    const { isSynthetic } = await createRound(operator, { ...short, slug: 'show-2', continues: 'show' })
    expect(isSynthetic).toBe(true)
  })

  test('alone asks for the receipt of an earlier one, and says on its first page what that does', async () => {
    await createRound(operator, { ...short, slug: 'begun', open: true, wave: 2 })
    await createRound(operator, { ...short, slug: 'followed', open: true, continues: 'begun' })
    // A second wave whose first was not asked here has nobody to compare with.
    expect((await readOpenSurvey(respondent, 'begun')).asksEarlierReceipt).toBe(false)
    expect((await readOpenSurvey(respondent, 'followed')).asksEarlierReceipt).toBe(true)
    const titles = async (slug: string) =>
      (await showConsent(respondent, slug, 'en')).parts.map(({ title }) => title)
    expect(await titles('begun')).not.toContain('If you answered before')
    expect(await titles('followed')).toContain('If you answered before')
    // The page means more than version 3 did.
    expect(consentVersion).toBe(4)
  })
})

describe('the waves of a study', () => {
  test('stand in order, with the newest release of each', async () => {
    await createRound(operator, { ...short, slug: 'one', open: true })
    await createRound(operator, { ...short, slug: 'nine', continues: 'one', wave: 9 })
    await createRound(operator, { ...short, slug: 'two', continues: 'one' })
    const submission = { version: 1, language: 'en', consent: true, answers: {} }
    await recordResponse(respondent, 'one', {
      ...submission,
      submissionId: '4d6e018f-0000-4000-8000-000000000000',
    })
    await closeRound(operator, 'one')
    for (const slug of ['one', 'nine']) {
      expect(await listWaves(operator, slug)).toEqual([
        { slug: 'one', title: 'A round', wave: 1, state: 'closed', release: 1, isScoredAlike: true },
        { slug: 'two', title: 'A round', wave: 2, state: 'draft', release: null, isScoredAlike: true },
        { slug: 'nine', title: 'A round', wave: 9, state: 'draft', release: null, isScoredAlike: true },
      ])
    }
  })

  test('are told as far as the reader may read them', async () => {
    const researcher = await staffWith('researcher')
    expect((await listWaves(researcher, 'spring')).map(({ slug }) => slug)).toEqual(['spring'])
    expect((await listWaves(operator, 'spring')).length).toBeGreaterThan(1)
  })
})
