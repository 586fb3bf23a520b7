import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { store } from './connection'
import { readDetails } from './details'
import { checkInstallation } from './doctor'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { closeRound } from './rounds'
import { releaseDetails } from './schema/aggregates'
import { SqliteFile } from './sqlite'
import { openFreshStore, operator, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>

beforeAll(async () => {
  fresh = await openFreshStore()
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(8)
  const rows = Array.from({ length: 60 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  await importResponses(operator, 'spring', rows)
  await closeRound(operator, 'spring')
})
afterAll(() => fresh.remove())

const stored = () => store().reader.select().from(releaseDetails).all()

function isOnDisk(bytes: Buffer): boolean {
  const files = readdirSync(fresh.folder).filter((name) => name.startsWith('foothold.db'))
  return files.some((name) => readFileSync(join(fresh.folder, name)).includes(bytes))
}

/** Takes the database back to what migration 0007 left. @returns the detailed sums, in clear */
function backToClear(): readonly Buffer[] {
  const rows = stored().map((row) => ({
    ...row,
    sums: store().vault.open({ table: 'release_details', column: 'sums', row: row.id }, row.sums),
  }))
  const file = join(fresh.folder, 'foothold.db')
  store().close()
  const client = new SqliteFile(file)
  client.exec(`
    drop table release_details;
    create table release_details (round_id text not null, release integer not null, breakdowns text not null,
      bands text not null, category text not null, stratum text not null, psu text not null, sums blob not null,
      primary key (round_id, release, breakdowns, bands, category, stratum, psu));
    alter table response_scores add column subdimensions text not null default '{"mobility":75}';
    drop table questionnaire_drafts;
    drop table retired_versions;
    alter table questionnaire_versions drop column change_note;
    alter table questionnaire_versions drop column warnings_reason;
    alter table questionnaire_versions drop column translation_states;
    delete from __drizzle_migrations where created_at > 1795703657232`)
  const insert = client.prepare(
    'insert into release_details values (@roundId, @release, @breakdowns, @bands, @category, @stratum, @psu, @sums)',
  )
  for (const row of rows) insert.run(row)
  client.close()
  return rows.map(({ sums }) => sums)
}

test('releases of an earlier version are sealed at the first start, leave nothing in clear, and read as before', async () => {
  const researcher = await staffWith('researcher')
  const question = [{ tier: 'answers', by: ['gender'] }] as const
  const before = await readDetails(researcher, 'spring', question)
  expect(before[0]?.groups.some(({ suppressed }) => !suppressed)).toBe(true)
  const inClear = backToClear()
  expect(inClear.length).toBeGreaterThan(20)
  // Longer ones alone are no chance find.
  const telling = inClear.filter((sums) => sums.length > 100)
  expect(telling.every(isOnDisk)).toBe(true)
  expect(await readDetails(researcher, 'spring', question)).toEqual(before)
  await store().forgetErased()
  expect(telling.filter(isOnDisk)).toEqual([])
  expect(isOnDisk(Buffer.from('{"mobility":75}'))).toBe(false)
  const tables = store()
    .reader.$client.prepare("select name from sqlite_schema where name like '%clear%'")
    .all()
  expect(tables).toEqual([])
  const checks = await checkInstallation(operator, new Date())
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([])
})
