import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { pageOfRounds } from './round-list'
import { closeRound, listRounds, readRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'
import { answersOfPerson } from './testing/answers'
import { listWaves } from './waves'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const rows = Array.from({ length: 40 }, (_, row) => ({
    row: row + 1,
    id: `person-${row}`,
    language: 'en',
    answers: answersOfPerson(questionnaire, row),
  }))
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
  await closeRound(operator, 'spring')
})
afterAll(() => fresh.remove())

/** Everything that the reading functions of rounds tell a person. */
async function toldTo(actor: Actor) {
  const { releases, counts, byLanguage, fieldwork } = await readRound(actor, 'spring')
  const [listed] = (await pageOfRounds(actor, {})).items
  const [wave] = await listWaves(actor, 'spring')
  return {
    releases: releases.map(({ responses }) => responses),
    counts: counts?.inAll ?? null,
    languages: byLanguage?.length ?? null,
    fieldwork: fieldwork !== null,
    listed: [listed?.responses, listed?.release],
    wave: wave?.release,
  }
}

test('an enumerator is told no count and no release of their round, and nothing of any other', async () => {
  const enumerator = await staffWith('enumerator')
  const nothing = {
    releases: [],
    counts: null,
    languages: null,
    fieldwork: false,
    listed: [null, null],
    wave: null,
  }
  expect(await toldTo(enumerator)).toEqual(nothing)
  expect(await toldTo(await staffWith('administrator', 'everywhere'))).toEqual(nothing)
  expect((await listRounds(enumerator)).map(({ slug }) => slug)).toEqual(['spring'])

  const elsewhere = await staffWith('enumerator', 'elsewhere')
  expect((await listRounds(elsewhere)).map(({ slug }) => slug)).not.toContain('spring')
  await expect(readRound(elsewhere, 'spring')).rejects.toMatchObject({ code: 'not_allowed' })
})

test('managers and researchers are told what theirs is, so that there was something to keep quiet of', async () => {
  expect(await toldTo(await staffWith('manager'))).toEqual({
    releases: [40],
    counts: 40,
    languages: 1,
    fieldwork: true,
    listed: [40, 1],
    wave: 1,
  })
  expect(await toldTo(await staffWith('researcher'))).toMatchObject({
    releases: [40],
    counts: null,
    listed: [null, 1],
    wave: 1,
  })
})
