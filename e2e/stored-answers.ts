/* Prints the answers that a data folder holds for a round, as a list of objects: what arrived, whatever a page says. */
import { store } from '@/db/connection'
import { responses } from '@/db/schema/responses'
import { rounds } from '@/db/schema/rounds'
import { everyAnswerOf } from '@/db/sealed-answers'

const { reader } = store()
const slug = process.argv[2]
const round = reader
  .select()
  .from(rounds)
  .all()
  .find((candidate) => candidate.slug === slug)
const answers = reader
  .select()
  .from(responses)
  .all()
  .filter((response) => response.roundId === round?.id)
  .map(everyAnswerOf)
store().close()
process.stdout.write(JSON.stringify(answers))
