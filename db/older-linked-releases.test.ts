import { deflateSync, inflateSync } from 'node:zlib'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { earlierState, notFoundAgain } from '@/lib/disclosure/detail'
import { detailMeasuresOf, placeOfDetail } from '@/lib/profile/detail/detail-measures'
import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import { type CellSums, decodeSums, encodeSums, mergeSums } from '@/lib/profile/sums'
import { store } from './connection'
import { readDetails } from './details'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound, createRound, roundRow } from './rounds'
import { releaseDetails } from './schema/aggregates'
import { openFreshStore, operator, staffWith } from './testing/actors'

/* Releases made before linked people had a table of their own: their sums end before the share of those not found again. */

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

/** Two closed waves of the same 80 people. @returns the slug of the second */
async function twoWaves(questionnaireId: string): Promise<string> {
  const questionnaire = await readQuestionnaire(operator, questionnaireId)
  const random = seededRandom(5)
  const [first, second] = [`${questionnaireId}-1`, `${questionnaireId}-2`]
  for (const slug of [first, second]) {
    const round = { title: slug, slug, questionnaireId, open: true }
    await createRound(operator, slug === second ? { ...round, continues: first } : round)
    const rows = Array.from({ length: 80 }, (_, place) => ({
      row: place + 1,
      id: `person-${place}`,
      ...madeUpPerson(questionnaire, random),
    }))
    expect((await importResponses(operator, slug, rows)).problems).toEqual([])
    await closeRound(operator, slug)
  }
  return second
}

type StoredRow = Omit<typeof releaseDetails.$inferSelect, 'sums'> & { readonly sums: CellSums }

/** Writes the detailed sums of a round's release again as an older program wrote them. */
async function asOlderRelease(slug: string): Promise<void> {
  const { id } = roundRow(slug)
  const questionnaire = await readQuestionnaire(operator, roundRow(slug).questionnaireId)
  const place = placeOfDetail(questionnaire, 'unlinked') ?? Number.NaN
  const rows: readonly StoredRow[] = store()
    .reader.select()
    .from(releaseDetails)
    .where(eq(releaseDetails.roundId, id))
    .all()
    .map((row) => ({ ...row, sums: decodeSums(inflateSync(row.sums)) }))
  const linked = rows.filter((row) => row.breakdowns === earlierState && row.category !== notFoundAgain)
  const isLinked = detailMeasuresOf(questionnaire).map(({ tier }) => tier === 'linked')
  const older = (row: StoredRow): StoredRow => {
    // Linked measures stood in the undivided table too.
    const of = row.breakdowns === '' ? linked.filter(({ category }) => category === row.category) : []
    const own = of.reduce((sums, one) => mergeSums(sums, one.sums, 1), row.sums)
    const measures = row.sums.measures.map((measure, at) =>
      isLinked[at] ? (own.measures[at] ?? measure) : measure,
    )
    return { ...row, sums: { ...row.sums, measures: measures.slice(0, place) } }
  }
  const hadTable = linked.some(({ bands }) => bands !== '(none)')
  const kept = rows.filter(
    (row) => row.breakdowns !== earlierState || (hadTable && row.category !== notFoundAgain),
  )
  await store().writes.transact(async (tx) => {
    tx.db
      .delete(releaseDetails)
      .where(and(eq(releaseDetails.roundId, id)))
      .run()
    for (const row of kept.map(older)) {
      const sums = deflateSync(Buffer.from(encodeSums(row.sums).buffer))
      tx.db
        .insert(releaseDetails)
        .values({ ...row, sums })
        .run()
    }
  })
}

const read = async (slug: string, by: readonly string[]): Promise<DetailTable> => {
  const [table] = await readDetails(await staffWith('researcher', 'everywhere'), slug, [
    { tier: 'linked', by },
  ])
  if (table === undefined) throw new Error('there is no table')
  return table
}

/** By group: about how many, the mean change of the index, and why there is no share of those not found. */
const found = ({ groups }: DetailTable) =>
  groups.map((group) => {
    const change = figureIn(group, 'change:overall')
    const unlinked = figureIn(group, 'unlinked')
    return {
      n: group.suppressed ? null : group.n,
      change: change?.kind === 'change' ? change.mean : null,
      unlinked: unlinked?.reason ?? null,
    }
  })

test('of a questionnaire with states, by state', async () => {
  const slug = await twoWaves('migrant-short')
  const before = found(await read(slug, ['earlier_state']))
  await asOlderRelease(slug)
  const after = found(await read(slug, ['earlier_state']))
  expect(after.map(({ n }) => n)).toEqual(before.map(({ n }) => n))
  expect(after.some(({ n }) => n !== null)).toBe(true)
  for (const { n, change, unlinked } of after)
    if (n !== null) expect([change === null, unlinked]).toEqual([false, 'too_few_answers'])
  expect(found(await read(slug, []))[0]?.n).toBeGreaterThan(70)
})

test('of a questionnaire without states, among everybody', async () => {
  const slug = await twoWaves('social-fabric')
  const [before] = found(await read(slug, []))
  expect(before?.change).not.toBeNull()
  await asOlderRelease(slug)
  const [after] = found(await read(slug, []))
  expect(after?.n).toBe(before?.n)
  expect(after?.change).not.toBeNull()
  expect(after?.unlinked).toBe('too_few_answers')
})
