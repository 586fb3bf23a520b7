import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Clearance } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import { readAudit } from './audit'
import { importQuestionnaire } from './questionnaires'
import { pageOfResponses, type ReadResponse, readResponse } from './response-reading'
import { recordResponse, withdrawResponse } from './responses'
import { createRound, readRound } from './rounds'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'

const words = (en: string) => ({ en })
const choice = (code: string) => ({ code, label: words(code), score: null })
const everyItem = { role: 'background', required: false, missing: [] }
const document = {
  format: 'foothold-questionnaire/1',
  id: 'reading',
  version: 1,
  title: words('Reading'),
  languages: ['en'],
  defaultLanguage: 'en',
  population: 'any',
  intro: words('Hello.'),
  outro: words('Thanks.'),
  translationStatus: { en: 'original' },
  choiceLists: {},
  missingLabels: { pnta: words('Prefer not to answer'), dk: words('I do not know'), na: words('Not for me') },
  sections: [{ id: 'all', title: words('All'), items: ['town', 'papers', 'since', 'story'] }],
  items: [
    {
      ...everyItem,
      id: 'town',
      type: 'single',
      label: words('Town?'),
      choices: [choice('north'), choice('south')],
    },
    {
      ...everyItem,
      id: 'papers',
      type: 'single',
      label: words('Papers?'),
      sensitive: true,
      missing: ['pnta'],
      choices: [choice('yes'), choice('no')],
    },
    {
      ...everyItem,
      id: 'since',
      type: 'single',
      label: words('Since when?'),
      relevant: "${papers} = 'no'",
      choices: [choice('months'), choice('years')],
    },
    { ...everyItem, id: 'story', type: 'text', label: words('Your story?'), maxLength: 500 },
  ],
  scoring: null,
}

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
let receipt = ''
beforeAll(async () => {
  fresh = await openFreshStore()
  const parsed = parseQuestionnaire(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  await importQuestionnaire(operator, document)
  await createRound(operator, { title: 'Reading', slug: 'reading', questionnaireId: 'reading', open: true })
  manager = await staffWith('manager', 'everywhere')
  const answers = { town: 'north', papers: 'no', since: 'years', story: 'A long way.' }
  const sent = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers }
  ;({ receipt } = await recordResponse(respondent, 'reading', sent, 'web'))
})
afterAll(() => fresh.remove())

const reason = 'The person asked us.'

function cleared(...clearances: readonly Clearance[]): Actor {
  return manager.kind === 'staff'
    ? { ...manager, grants: [{ role: 'manager', roundId: null, clearances }] }
    : manager
}

function shownIn({ sections }: ReadResponse): Record<string, unknown> {
  return Object.fromEntries(
    sections.flatMap(({ items }) => items.map(({ item, status, answer }) => [item.id, answer ?? status])),
  )
}

test.each([
  [[], { town: 'north', papers: 'sensitive', since: 'sensitive', story: 'text' }],
  [['sensitive'], { town: 'north', papers: 'no', since: 'years', story: 'text' }],
  [['text'], { town: 'north', papers: 'sensitive', since: 'sensitive', story: 'A long way.' }],
  [['sensitive', 'text'], { town: 'north', papers: 'no', since: 'years', story: 'A long way.' }],
] as const)('cleared for %j a manager sees that much', async (clearances, expected) => {
  expect(shownIn(await readResponse(cleared(...clearances), 'reading', { receipt, reason }))).toEqual(
    expected,
  )
})

test('the log tells who read which response of which round, why, and how much of it', async () => {
  const { items } = await pageOfResponses(manager, 'reading', {})
  const id = items[0]?.id ?? ''
  await readResponse(cleared('sensitive'), 'reading', { id, reason })
  const [entry] = await readAudit(operator, { limit: 1 })
  expect(entry).toMatchObject({
    action: 'response.read',
    account: manager.kind === 'staff' ? manager.accountId : '',
    subject: `${(await readRound(operator, 'reading')).id} ${id}`,
    reason: `${reason} [with sensitive items]`,
  })
  expect(JSON.stringify(entry)).not.toContain('north')
})

test('without a reason, a code or a response nothing is opened and nothing logged', async () => {
  const before = (await readAudit(operator, { limit: 1 }))[0]?.sequence
  const fault = (input: unknown) =>
    readResponse(manager, 'reading', input).then(
      () => 'read',
      (error: ProblemError) => error.errors[0]?.path ?? error.code,
    )
  expect(await fault({ receipt, reason: 'why' })).toBe('reason')
  expect(await fault({ reason })).toBe('receipt')
  expect(await fault({ receipt, id: 'x', reason })).toBe('receipt')
  expect(await fault({ receipt: '0000-0000-0000-0000', reason })).toBe('receipt_not_found')
  expect(await fault({ id: randomUUID(), reason })).toBe('not_found')
  expect((await readAudit(operator, { limit: 1 }))[0]?.sequence).toBe(before)
})

test('a code finds nothing in another round, and nothing after its response was withdrawn', async () => {
  await expect(readResponse(manager, 'spring', { receipt, reason })).rejects.toMatchObject({
    code: 'receipt_not_found',
  })
  await withdrawResponse(respondent, receipt)
  await expect(readResponse(manager, 'reading', { receipt, reason })).rejects.toMatchObject({
    code: 'receipt_not_found',
  })
  expect((await pageOfResponses(manager, 'reading', {})).items).toEqual([])
})
