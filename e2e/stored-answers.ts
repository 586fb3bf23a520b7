/* Prints the answers that a data folder holds for a round, as a list of objects: what arrived, whatever a page says. */
import { store } from '@/db/connection'
import { responses } from '@/db/schema/responses'
import { rounds } from '@/db/schema/rounds'

const { reader, vault } = store()
const slug = process.argv[2]
const round = reader
  .select()
  .from(rounds)
  .all()
  .find((candidate) => candidate.slug === slug)
const open = (row: string, column: string, sealed: Buffer | null): object =>
  sealed === null ? {} : JSON.parse(vault.open({ table: 'responses', column, row }, sealed).toString())
const answers = reader
  .select()
  .from(responses)
  .all()
  .filter((response) => response.roundId === round?.id)
  .map((response) => ({
    ...open(response.id, 'answers', response.answers),
    ...open(response.id, 'free_text', response.freeText),
  }))
store().close()
process.stdout.write(JSON.stringify(answers))
