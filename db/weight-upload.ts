import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Problem } from '@/lib/result'
import { lonelyInWords, readWeightFile, type WeightRow } from '@/lib/weighting/weight-file'
import { readInput } from './accounts'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { importedSubmissionId } from './response-import'
import { roundRow } from './rounds'
import { responses } from './schema/responses'
import { keep, newWeighting, weightingTitle } from './weightings'

export const weightUploadSchema = z.object({
  title: weightingTitle,
  /** A table with a heading: `readWeightFile`. */
  text: z.string(),
  /** That people of the round without a weight are in no figure. */
  leavesOut: z.boolean().default(false),
})

export type UploadedWeights = {
  readonly id: string
  readonly people: number
  /** People of the round who have no weight and will be left out. */
  readonly withoutWeight: number
  /** Sentences: what is allowed and should be known. */
  readonly warnings: readonly string[]
}

/**
 * Keeps design weights, strata and sampling units of the people of a round: all or none. They are in use only once somebody decides so.
 *
 * @throws not_found, input_invalid; weights_invalid with every fault by line and column, unknown people and people without a weight
 */
export async function uploadWeights(
  actor: Actor,
  slug: string,
  input: z.input<typeof weightUploadSchema>,
): Promise<UploadedWeights> {
  authorise(actor, 'weighting.manage')
  const round = roundRow(slug)
  authorise(actor, 'weighting.manage', round.id)
  const { title, text, leavesOut } = readInput(weightUploadSchema, input)
  const file = readWeightFile(text)
  if (!file.ok) throw problem('weights_invalid', undefined, file.problems)
  const { rows, unitsInPopulation, lonelyStrata } = file.value
  return store().writes.transactAlone(async (tx) => {
    const { placed, problems, withoutWeight } = placedRows(tx.db, round.id, rows)
    if (withoutWeight > 0 && !leavesOut) problems.push(peopleWithoutWeight(withoutWeight))
    if (problems.length > 0) throw problem('weights_invalid', undefined, problems)
    const weighting = {
      ...newWeighting(actor, round.id, title),
      method: 'design',
      unitsInPopulation,
    } as const
    keep(tx, actor, weighting)
    const numberOf = unitNumbers()
    const insert = tx.db.$client.prepare(
      'insert into person_weights (weighting_id, response_id, weight, stratum, psu) values (?, ?, ?, ?, ?)',
    )
    for (const { responseId, weight, stratum, psu } of placed)
      insert.run(weighting.id, responseId, weight, stratum, numberOf(stratum, psu))
    return {
      id: weighting.id,
      people: placed.length,
      withoutWeight,
      warnings: lonelyStrata.map(lonelyInWords),
    }
  })
}

type PlacedRow = WeightRow & { readonly responseId: string }

/** Finds each row's person, by submission id or by the id in an imported file. */
function placedRows(db: Database, roundId: string, rows: readonly WeightRow[]) {
  const responseOf = new Map(
    db
      .select({ id: responses.id, submissionId: responses.submissionId })
      .from(responses)
      .where(eq(responses.roundId, roundId))
      .all()
      .map(({ id, submissionId }) => [submissionId, id] as const),
  )
  const problems: Problem[] = []
  const placed: PlacedRow[] = []
  const lineOf = new Map<string, number>()
  for (const row of rows) {
    const responseId = responseOf.get(row.id) ?? responseOf.get(importedSubmissionId(roundId, row.id))
    const earlier = responseId === undefined ? undefined : lineOf.get(responseId)
    const path = `line ${row.line}, id`
    if (responseId === undefined) {
      const message =
        'Nobody in this round has this id, as an id of an imported file or as a submission id. Correct it, or take the line out.'
      problems.push({ path, code: 'respondent_unknown', message })
    } else if (earlier !== undefined) {
      const message = `Line ${earlier} is the same person, under another id. Give each person one line.`
      problems.push({ path, code: 'respondent_repeated', message })
    } else {
      lineOf.set(responseId, row.line)
      placed.push({ ...row, responseId })
    }
  }
  return { placed, problems, withoutWeight: responseOf.size - placed.length }
}

function peopleWithoutWeight(n: number): Problem {
  const people = n === 1 ? '1 person of the round has' : `${n} people of the round have`
  return {
    path: 'leavesOut',
    code: 'people_without_weight',
    message: `${people} no weight in this file. Add them, or say that they are to be left out of every figure.`,
    params: { count: n },
  }
}

/** Numbers of sampling units within their stratum, in the order of the file: their names are not kept. */
function unitNumbers(): (stratum: string, psu: string) => string {
  const numbers = new Map<string, Map<string, number>>()
  return (stratum, psu) => {
    if (psu === '') return ''
    const own = numbers.get(stratum) ?? new Map<string, number>()
    numbers.set(stratum, own)
    const number = own.get(psu) ?? own.size + 1
    own.set(psu, number)
    return String(number)
  }
}
