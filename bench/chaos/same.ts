import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { drawnAnswers, newSubmission, post } from './clients'
import type { Finding } from './findings'
import { openSite, type Scale } from './site'

const times = 50
const people = 10

/** The same submission fifty times at once: stored once, with one receipt for all. */
export async function same({ seed }: Scale): Promise<readonly Finding[]> {
  const site = await openSite(seed)
  const [questionnaire] = defaultInstruments()
  if (questionnaire === undefined) throw new Error('There is no questionnaire.')
  const statuses = new Map<number, number>()
  let others = 0
  for (let person = 0; person < people; person += 1) {
    const submission = newSubmission(questionnaire, drawnAnswers(questionnaire, site.chance))
    const body = JSON.stringify(submission)
    const address = `${site.server.url}/api/v1/surveys/chaos/responses`
    const got = await Promise.all(Array.from({ length: times }, () => post(address, body)))
    const receipts = new Set(
      got.map((answer) => (answer === null ? '' : String(JSON.parse(answer.text).receipt))),
    )
    for (const answer of got) statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1)
    if (receipts.size !== 1) others += 1
    site.ledger.set(submission.submissionId, { body, receipt: [...receipts][0] ?? null, withdrawal: 'none' })
  }
  return [
    { what: `people who sent ${times} times at once`, seen: people, holds: true },
    { what: 'with more than one receipt', seen: others, holds: others === 0 },
    { what: 'answered 201', seen: statuses.get(201) ?? 0, holds: statuses.get(201) === people },
    { what: 'answered 200', seen: statuses.get(200) ?? 0, holds: statuses.get(200) === people * (times - 1) },
    ...(await site.findings()),
  ]
}
