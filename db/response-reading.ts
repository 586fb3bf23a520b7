import { and, asc, eq, gt, or } from 'drizzle-orm'
import { z } from 'zod'
import { parseReceipt } from '@/lib/code'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Answer, Answers } from '@/lib/questionnaire/answer-values'
import { answerOf } from '@/lib/questionnaire/answer-values'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { type AnswerStatus, answerStatus } from '@/lib/questionnaire/missing'
import { tellingItems } from '@/lib/questionnaire/telling-items'
import { statedReason } from '@/lib/stated-reason'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { receiptMacOf } from './new-response'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import { askedVersion } from './questionnaires'
import { roundRow } from './rounds'
import { responses } from './schema/responses'
import { codedAnswersOf, textAnswersOf } from './sealed-answers'

/** What a list tells of a response: nothing that was answered. */
export type ListedResponse = Pick<
  typeof responses.$inferSelect,
  'id' | 'answeredOn' | 'language' | 'channel' | 'questionnaireVersion'
>

export const readingSchema = z
  .object({
    /** Id of the response, or … */
    id: z.string().max(64).optional(),
    /** … the code of the person who gave it. */
    receipt: z.string().max(64).optional(),
    reason: statedReason('Say in 3 words or more why you read these answers. The log keeps it.'),
  })
  .refine(({ id, receipt }) => (id === undefined) !== (receipt === undefined), {
    path: ['receipt'],
    message: 'Choose a response from the list, or write the code of the person.',
  })

/** One item of a response: what was answered, or why it is not shown. */
export type ReadItem = {
  readonly item: Item
  readonly status: AnswerStatus | 'sensitive' | 'text'
  /** Null where there is none, or it is not shown. */
  readonly answer: Answer | null
}

/** What one person answered, as far as the reader may see it. */
export type ReadResponse = {
  readonly response: ListedResponse
  readonly questionnaire: Questionnaire
  readonly sections: readonly { readonly id: string; readonly items: readonly ReadItem[] }[]
}

const listed = {
  id: responses.id,
  answeredOn: responses.answeredOn,
  language: responses.language,
  channel: responses.channel,
  questionnaireVersion: responses.questionnaireVersion,
} as const

/**
 * The responses of a round by day, the oldest first; within a day in no order that tells anything.
 *
 * @throws not_allowed, not_found, input_invalid (limit, after)
 */
export async function pageOfResponses(
  actor: Actor,
  slug: string,
  query: PageQuery,
): Promise<Page<ListedResponse>> {
  authorise(actor, 'response.read')
  const round = roundRow(slug)
  authorise(actor, 'response.read', round.id)
  const page = readInput(pageQuerySchema, query)
  const { reader } = store()
  const ofRound = eq(responses.roundId, round.id)
  const itemsAfter = (key: string | null, most: number) => {
    const [day = '', id = ''] = key?.split(' ') ?? []
    const isLater = or(
      gt(responses.answeredOn, day),
      and(eq(responses.answeredOn, day), gt(responses.id, id)),
    )
    return reader
      .select(listed)
      .from(responses)
      .where(key === null ? ofRound : and(ofRound, isLater))
      .orderBy(asc(responses.answeredOn), asc(responses.id))
      .limit(most)
      .all()
  }
  return pageOf(`responses ${round.id}`, page, itemsAfter, ({ answeredOn, id }) => `${answeredOn} ${id}`)
}

/**
 * What one person answered. The log says who read it and why before anything is shown. Sensitive items, items that tell their answers,
 * and free text are left out unless the reader is cleared for them in this round.
 *
 * @throws not_allowed, not_found; input_invalid naming the field; receipt_not_found
 */
export async function readResponse(actor: Actor, slug: string, input: unknown): Promise<ReadResponse> {
  authorise(actor, 'response.read')
  const round = roundRow(slug)
  authorise(actor, 'response.read', round.id)
  const { id, receipt, reason } = readInput(readingSchema, input)
  const found = receipt === undefined ? byId(id ?? '', round.id) : byReceipt(receipt, round.id)
  const seesSensitive = isAllowed(actor, 'response.readSensitive', round.id)
  const seesText = isAllowed(actor, 'response.readText', round.id)
  const seen = [...(seesSensitive ? ['with sensitive items'] : []), ...(seesText ? ['with free text'] : [])]
  await store().writes.transact(async (tx) =>
    audit(
      tx,
      actor,
      'response.read',
      `${round.id} ${found.id}`,
      [reason, ...(seen.length > 0 ? [`[${seen.join(', ')}]`] : [])].join(' '),
    ),
  )
  const questionnaire = askedVersion(round.questionnaireId, found.questionnaireVersion)
  const answers: Answers = { ...codedAnswersOf(found), ...(seesText ? textAnswersOf(found) : {}) }
  const shown = shownItems(questionnaire, answers, seesSensitive, seesText)
  return {
    response: {
      id: found.id,
      answeredOn: found.answeredOn,
      language: found.language,
      channel: found.channel,
      questionnaireVersion: found.questionnaireVersion,
    },
    questionnaire,
    sections: questionnaire.sections.map(({ id, items }) => ({
      id,
      items: items.flatMap((itemId) => shown.get(itemId) ?? []),
    })),
  }
}

type Row = typeof responses.$inferSelect

function byId(id: string, roundId: string): Row {
  const inRound = and(eq(responses.id, id), eq(responses.roundId, roundId))
  const found = store().reader.select().from(responses).where(inRound).get()
  if (found === undefined) throw problem('not_found', { what: 'response' })
  return found
}

/** A code of another round finds nothing here, as one of nobody does. */
function byReceipt(receipt: string, roundId: string): Row {
  const parsed = parseReceipt(receipt)
  if (!parsed.ok) throw problem('receipt_not_found', undefined, parsed.problems)
  const mac = receiptMacOf(parsed.value)
  const inRound = and(eq(responses.receiptMac, mac), eq(responses.roundId, roundId))
  const found = store().reader.select().from(responses).where(inRound).get()
  if (found === undefined) throw problem('receipt_not_found')
  return found
}

function shownItems(
  questionnaire: Questionnaire,
  answers: Answers,
  seesSensitive: boolean,
  seesText: boolean,
): ReadonlyMap<string, ReadItem> {
  const telling = tellingItems(questionnaire)
  const statuses = answerStatus(questionnaire, answers)
  return new Map(
    questionnaire.items.map((item): [string, ReadItem] => {
      if (telling.has(item.id) && !seesSensitive)
        return [item.id, { item, status: 'sensitive', answer: null }]
      if (item.type === 'text' && !seesText) return [item.id, { item, status: 'text', answer: null }]
      const status = statuses.get(item.id) ?? 'not_asked'
      return [item.id, { item, status, answer: answerOf(answers, item.id) ?? null }]
    }),
  )
}
