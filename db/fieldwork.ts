import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Fieldwork, type FieldworkCount, fieldworkProblems } from '@/lib/estimation/response-rate'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { peopleCounted } from '@/lib/round-details'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { answeredIn, countedIn } from './fieldwork-state'
import { missingRound, roundRow } from './rounds'
import { fieldwork } from './schema/fieldwork'
import { rounds } from './schema/rounds'

export const fieldworkSchema = z.object({
  asked: peopleCounted,
  refused: peopleCounted,
  notReached: peopleCounted,
  notEligible: peopleCounted,
})

const counts = ['asked', 'refused', 'notReached', 'notEligible'] as const satisfies readonly FieldworkCount[]

/**
 * Keeps how many people were asked in a round, and what became of them. Null says that nobody counted; what was kept before is
 * replaced whole.
 *
 * @throws not_found; input_invalid by field, also for numbers that contradict each other or the responses
 */
export async function recordFieldwork(
  actor: Actor,
  slug: string,
  input: z.input<typeof fieldworkSchema>,
): Promise<Fieldwork> {
  const { id: roundId } = roundRow(slug)
  authorise(actor, 'fieldwork.record', roundId)
  const counted = readInput(fieldworkSchema, input)
  return store().writes.transact(async (tx) => {
    const round = tx.db.select().from(rounds).where(eq(rounds.id, roundId)).get() ?? missingRound()
    const problems = fieldworkProblems(answeredIn(tx.db, round, new Date()), counted)
    if (problems.length > 0) throw problem('input_invalid', undefined, problems)
    const before = countedIn(tx.db, roundId)
    const changes = counts.filter((count) => before[count] !== counted[count])
    if (changes.length === 0) return counted
    tx.db
      .insert(fieldwork)
      .values({ roundId, ...counted })
      .onConflictDoUpdate({ target: fieldwork.roundId, set: counted })
      .run()
    const told = (people: number | null) => people ?? 'not counted'
    const reason = changes.map((count) => `${count} ${told(before[count])} to ${told(counted[count])}`)
    audit(tx, actor, 'fieldwork.record', roundId, reason.join(', '))
    return counted
  })
}
