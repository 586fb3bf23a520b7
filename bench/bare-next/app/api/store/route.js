/* The baseline of the submission bench: the same bytes, stored as durably, and nothing else. */
import { SqliteFile } from '../../../../../db/sqlite'

const database = new SqliteFile(process.env.BARE_DATABASE ?? ':memory:')
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec('create table if not exists bodies (id integer primary key, body text not null)')
const insert = database.prepare('insert into bodies (body) values (?)')

export const dynamic = 'force-dynamic'

export async function POST(request) {
  const body = await request.text()
  const { lastInsertRowid } = insert.run(body)
  return Response.json({ id: Number(lastInsertRowid) }, { status: 201 })
}
