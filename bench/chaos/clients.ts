import { randomUUID } from 'node:crypto'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { relevantItems } from '@/lib/questionnaire/flow'
import { isChoice, responseOptions } from '@/lib/questionnaire/options'

/** What one client knows of one response that it sent. */
export type Sent = {
  readonly body: string
  /** Once the server has acknowledged it. */
  receipt: string | null
  /** `asked` while nobody knows whether the withdrawal has come about. */
  withdrawal: 'none' | 'asked' | 'done'
}

/** Everything that was sent, by submission id. */
export type Ledger = Map<string, Sent>

/** A source of chance that a seed repeats. @returns from 0 to below 1 @see mulberry32, T. Ettinger 2017 */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Valid answers along the way that they lead. */
export function drawnAnswers(questionnaire: Questionnaire, chance: () => number): Answers {
  const answers: Record<string, string> = {}
  for (const item of questionnaire.items) {
    if (item.type !== 'single' || !isChoice(item)) continue
    if (!relevantItems(questionnaire, answers).includes(item)) continue
    const options = responseOptions(questionnaire, item)
    const option = options[Math.floor(chance() * options.length)]
    if (option !== undefined && chance() < 0.9) answers[item.id] = option.code
  }
  return answers
}

/** Answers as somebody who agreed sends them. */
export function newSubmission({ version }: Questionnaire, answers: Answers) {
  return { submissionId: randomUUID(), version, language: 'en', consent: true, answers }
}

/**
 * Sends responses one after the other, each until it is acknowledged, however often the server goes away; takes one in twenty back.
 *
 * @param isOver asked before each new response
 */
export async function client(
  url: string,
  questionnaire: Questionnaire,
  ledger: Ledger,
  chance: () => number,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const submission = newSubmission(questionnaire, drawnAnswers(questionnaire, chance))
    const sent: Sent = { body: JSON.stringify(submission), receipt: null, withdrawal: 'none' }
    ledger.set(submission.submissionId, sent)
    sent.receipt = await acknowledged(url, sent.body)
    if (chance() < 0.05) await withdrawn(url, sent)
  }
}

/** Sends until the server has said that it keeps the response. @returns the receipt */
export async function acknowledged(url: string, body: string): Promise<string> {
  for (;;) {
    const answer = await post(`${url}/api/v1/surveys/chaos/responses`, body)
    if (answer?.status === 200 || answer?.status === 201) {
      const { receipt } = JSON.parse(answer.text)
      if (typeof receipt === 'string') return receipt
    }
    if (answer !== null && answer.status < 500 && answer.status !== 429 && answer.status >= 400)
      throw new Error(`A valid response was refused: ${answer.status} ${answer.text}`)
    await pause(answer?.status === 429 ? 500 : 30)
  }
}

async function withdrawn(url: string, sent: Sent): Promise<void> {
  sent.withdrawal = 'asked'
  for (;;) {
    const answer = await post(`${url}/api/v1/receipts/${sent.receipt}/withdraw`, '')
    // Not found: an earlier try came about, and its answer was lost.
    if (answer?.status === 200 || answer?.status === 404) {
      sent.withdrawal = 'done'
      return
    }
    await pause(answer?.status === 429 ? 500 : 30)
  }
}

export async function post(
  address: string,
  body: string,
): Promise<{ readonly status: number; readonly text: string } | null> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return null
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
