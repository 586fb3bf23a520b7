import { store } from '../connection'
import { releaseDetails } from '../schema/aggregates'
import { SqliteFile } from '../sqlite'

/** When migration 0007 was made: what is later is undone. */
export const lastBefore = 1795703657232

/**
 * Takes the database of the environment back to what migration 0007 left: without what came later, the detailed sums of releases in clear.
 * Closes the store.
 *
 * @returns the detailed sums, as they lie in clear
 */
export function backToDetailsInClear(databaseFile: string): readonly Buffer[] {
  const { reader, vault, close } = store()
  const rows = reader
    .select()
    .from(releaseDetails)
    .all()
    .map((row) => ({
      ...row,
      sums: vault.open({ table: 'release_details', column: 'sums', row: row.id }, row.sums),
    }))
  close()
  const client = new SqliteFile(databaseFile)
  const goBack = client.transaction(() => {
    client.exec(`
      drop table release_details;
      create table release_details (round_id text not null, release integer not null, breakdowns text not null,
        bands text not null, category text not null, stratum text not null, psu text not null, sums blob not null,
        primary key (round_id, release, breakdowns, bands, category, stratum, psu));
      alter table response_scores add column subdimensions text not null default '{"mobility":75}';
      drop table round_scorings;
      alter table rounds drop column scoring_version;
      alter table releases drop column scoring_version;
      drop table questionnaire_drafts;
      drop table retired_versions;
      alter table questionnaire_versions drop column change_note;
      alter table questionnaire_versions drop column warnings_reason;
      alter table questionnaire_versions drop column translation_states;
      delete from __drizzle_migrations where created_at > ${lastBefore}`)
    const insert = client.prepare(
      'insert into release_details values (@roundId, @release, @breakdowns, @bands, @category, @stratum, @psu, @sums)',
    )
    for (const row of rows) insert.run(row)
  })
  goBack.immediate()
  client.close()
  return rows.map(({ sums }) => sums)
}
