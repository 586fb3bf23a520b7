import { count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { calendarWords, dateInWords } from '@/lib/interface/calendar-words'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Problem } from '@/lib/result'
import { roundKeptUntil, roundOrganisation, roundTitle } from '@/lib/round-details'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { asRound, missingRound, type Round, refusePassedDay, roundRow } from './rounds'
import { consentTexts } from './schema/consent'
import { responses } from './schema/responses'
import { rounds } from './schema/rounds'

/*
 * A round's title, organisation and last day can be put right. The consent page that somebody agreed to stays with their answers
 * word for word, so a correction speaks to those who come later. The day alone binds backwards: answers are erased by the
 * round's day, and nobody's may be kept for longer than they were told.
 */

export const roundCorrectionSchema = z.object({
  title: roundTitle,
  organisation: roundOrganisation,
  /** Stays as it is when left out. */
  keptUntil: roundKeptUntil.optional(),
  /** That an earlier day erases answers sooner, and cannot be taken back. Asked for once people were told a day. */
  acceptsEarlierDay: z.boolean().default(false),
})

export type RoundToCorrect = Round & {
  /** Whether people were told the day, or have answered: it may then only be brought forward. */
  readonly isDayPromised: boolean
}

/** A round as it stands, and what of it can still be corrected. @throws not_found */
export async function readRoundToCorrect(actor: Actor, slug: string): Promise<RoundToCorrect> {
  authorise(actor, 'round.correct')
  const round = roundRow(slug)
  authorise(actor, 'round.correct', round.id)
  return { ...asRound(round), isDayPromised: isDayPromised(store().reader, round.id) }
}

/**
 * Corrects title, organisation and last day; address, questionnaire and wave never change.
 *
 * | the day | before anybody was told it | after |
 * |---|---|---|
 * | the same | stays | stays |
 * | earlier, from tomorrow on | set | set, when `acceptsEarlierDay` |
 * | later | set | refused |
 * | a first one, where none was set | set | set, when `acceptsEarlierDay` |
 *
 * @throws not_found; input_invalid, also for a day that the table refuses
 */
export async function correctRound(
  actor: Actor,
  slug: string,
  input: z.input<typeof roundCorrectionSchema>,
): Promise<Round> {
  const { id } = roundRow(slug)
  authorise(actor, 'round.correct', id)
  const { title, organisation, acceptsEarlierDay, ...given } = readInput(roundCorrectionSchema, input)
  return store().writes.transact(async (tx) => {
    const before = tx.db.select().from(rounds).where(eq(rounds.id, id)).get() ?? missingRound()
    const corrected = { title, organisation, keptUntil: given.keptUntil ?? before.keptUntil }
    if (corrected.keptUntil !== null && corrected.keptUntil !== before.keptUntil) {
      refusePassedDay(corrected.keptUntil)
      if (isDayPromised(tx.db, id))
        refuseBrokenPromise(before.keptUntil, corrected.keptUntil, acceptsEarlierDay)
    }
    const changes = changesBetween(before, corrected)
    if (changes.length === 0) return asRound(before)
    tx.db.update(rounds).set(corrected).where(eq(rounds.id, id)).run()
    audit(tx, actor, 'round.correct', id, changes.join(', '))
    return asRound({ ...before, ...corrected })
  })
}

/** A text that is kept was shown, and may have been agreed to on a phone whose answers are still on their way. */
function isDayPromised(db: Database, roundId: string): boolean {
  const shown = db.select({ n: count() }).from(consentTexts).where(eq(consentTexts.roundId, roundId)).get()
  if ((shown?.n ?? 0) > 0) return true
  const answered = db.select({ id: responses.id }).from(responses).where(eq(responses.roundId, roundId))
  return answered.limit(1).get() !== undefined
}

function refuseBrokenPromise(promised: string | null, day: string, acceptsEarlierDay: boolean): void {
  const refuse = (fault: Problem) => problem('input_invalid', undefined, [fault])
  if (promised !== null && day > promised)
    throw refuse({
      path: 'keptUntil',
      code: 'later_than_promised',
      message: `People were told that their answers are erased after ${dateInWords(calendarWords('en'), promised)}. Give that day or an earlier one.`,
    })
  if (!acceptsEarlierDay)
    throw refuse({
      path: 'acceptsEarlierDay',
      code: 'earlier_not_accepted',
      message:
        'An earlier day erases answers sooner and cannot be taken back. Tick the box if you want that.',
    })
}

/** Which fields changed; of the day what it was and is. Names stand in the consent texts and need no second place. */
function changesBetween(
  before: Pick<Round, 'title' | 'organisation' | 'keptUntil'>,
  after: typeof before,
): readonly string[] {
  return [
    ...(before.title === after.title ? [] : ['title']),
    ...(before.organisation === after.organisation ? [] : ['organisation']),
    ...(before.keptUntil === after.keptUntil
      ? []
      : [`keptUntil ${before.keptUntil ?? 'not set'} to ${after.keptUntil}`]),
  ]
}
