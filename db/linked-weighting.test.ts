import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { readAggregates } from './aggregates'
import { readDetails } from './details'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound, createRound } from './rounds'
import { openFreshStore, operator } from './testing/actors'
import { uploadWeights } from './weight-upload'
import { chooseWeighting } from './weightings'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  // Two closed waves of the same 80 people, the first of them weighted.
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(5)
  for (const slug of ['wave-1', 'wave-2']) {
    const round = { title: slug, slug, questionnaireId: 'migrant-short', open: true }
    await createRound(operator, slug === 'wave-2' ? { ...round, continues: 'wave-1' } : round)
    const rows = Array.from({ length: 80 }, (_, place) => ({
      row: place + 1,
      id: `person-${place}`,
      ...madeUpPerson(questionnaire, random),
    }))
    expect((await importResponses(operator, slug, rows)).problems).toEqual([])
    if (slug === 'wave-1') {
      const text = ['id,weight', ...rows.map(({ id }, place) => `${id},${1 + (place % 2)}`)].join('\n')
      const { id } = await uploadWeights(operator, slug, { title: 'Frame', text })
      await chooseWeighting(operator, slug, id)
    }
    await closeRound(operator, slug)
  }
})
afterAll(() => fresh.remove())

const released = async () => {
  const [table] = await readDetails(operator, 'wave-2', [{ tier: 'linked', by: ['earlier_state'] }])
  return [table?.weighting, table?.linkedWeighting]
}

test('a table of linked people names the weights of the wave before that its release took', async () => {
  const weights = { adjustedForAttrition: true, upon: 'weights', title: 'Frame' }
  expect(await released()).toEqual([null, weights])
  // What the wave before uses later is another thing.
  await chooseWeighting(operator, 'wave-1', null)
  expect(await released()).toEqual([null, weights])
})

test('so does every line of its file', async () => {
  const said =
    'Linked people: weights of the wave before, “Frame”, adjusted for those who were not found again.'
  const { variables, rows } = await readAggregates(operator, 'wave-2', 'linked', { by: ['earlier_state'] })
  const names = variables.map(({ name }) => name)
  for await (const row of rows) {
    expect(row[names.indexOf('weighting')]).toBe(said)
    expect(row[names.indexOf('source')]).toContain(said)
  }
})
