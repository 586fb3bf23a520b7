import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCsv } from '@/lib/interchange/csv/write'
import type { Cell } from '@/lib/interchange/microdata'
import type { Actor } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { isChoice, offeredMissingCodes, responseOptions } from '@/lib/questionnaire/options'
import { readAudit } from './audit'
import { store } from './connection'
import { requestExport } from './exports'
import { exportMicrodata, type OpenExport, openDeposit } from './microdata'
import { importQuestionnaire, readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { createRound, readRound } from './rounds'
import { responses } from './schema/responses'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'
import { answersOfPerson } from './testing/answers'

const reason = 'Tables for the spring report'
const request = { format: 'csv', reason } as const

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager')
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const rows = Array.from({ length: 250 }, (_, place) => ({
    row: place + 1,
    id: `p${place}`,
    answers: answersOfPerson(questionnaire, place),
  }))
  const { problems } = await importResponses(operator, 'spring', rows)
  expect(problems).toEqual([])
})
afterAll(() => fresh.remove())

async function rowsOf({ microdata, close }: OpenExport): Promise<readonly Record<string, Cell>[]> {
  const rows: Record<string, Cell>[] = []
  try {
    for await (const row of microdata.rows) {
      rows.push(Object.fromEntries(microdata.variables.map(({ name }, place) => [name, row[place] ?? ''])))
    }
  } finally {
    close()
  }
  return rows
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    ({ code, errors, params }: ProblemError) =>
      [code, ...Object.values(params), ...errors.map((fault) => fault.path)].join(' '),
  )
}

test('only a manager of the round takes single answers out, and the log says who, why and what', async () => {
  for (const [actor, expected] of [
    [stranger, 'not_signed_in'],
    [respondent, 'not_signed_in'],
    [await staffWith('researcher'), 'not_allowed microdata.export'],
    [await staffWith('enumerator'), 'not_allowed microdata.export'],
    [await staffWith('administrator', 'everywhere'), 'not_allowed microdata.export'],
    [await staffWith('manager', 'elsewhere'), 'not_allowed microdata.export'],
  ] as const) {
    expect(await refusal(exportMicrodata(actor, 'spring', request))).toBe(expected)
  }
  const before = await readAudit(operator)
  const open = await exportMicrodata(manager, 'spring', {
    ...request,
    language: 'ar',
    includeSensitive: true,
  })
  // The line is there though no row was read yet.
  const [line, ...rest] = await readAudit(operator)
  expect(rest.slice(0, 5)).toEqual(before.slice(0, 5))
  expect(line).toMatchObject({
    action: 'microdata.export',
    account: manager.kind === 'staff' ? manager.accountId : '',
    subject: (await readRound(operator, 'spring')).id,
    reason: `${reason} [csv, ar, 250 responses, with sensitive items, without free text]`,
  })
  expect(await rowsOf(open)).toHaveLength(250)
})

test('a refusal names the field, and nothing is logged', async () => {
  const [before] = await readAudit(operator)
  const asked = (input: object) => refusal(exportMicrodata(manager, 'spring', { ...request, ...input }))
  expect(await asked({ reason: 'why' })).toBe('input_invalid reason')
  expect(await asked({ reason: undefined })).toBe('input_invalid reason')
  expect(await asked({ format: 'pdf' })).toBe('input_invalid format')
  expect(await asked({ language: 'de' })).toBe('input_invalid language')
  expect(await asked({ language: 'not a language' })).toBe('input_invalid language')
  expect(await refusal(exportMicrodata(manager, 'no-such', request))).toBe('not_found round')
  expect((await readAudit(operator))[0]).toEqual(before)
})

test('what was said stands in the rows, in the words and order of the questionnaire', async () => {
  const open = await exportMicrodata(manager, 'spring', { ...request, includeSensitive: true })
  const { variables, rowCount, title } = open.microdata
  expect([rowCount, title]).toEqual([250, 'Spring'])
  const rows = await rowsOf(open)
  const { vault, reader } = store()
  const stored = reader
    .select()
    .from(responses)
    .all()
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(rows).toHaveLength(stored.length)
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const reservedOrNotApplicable = questionnaire.items.flatMap((item) => [
    ...offeredMissingCodes(item).map((code) => `${item.id} ${code}`),
    ...(isChoice(item) ? responseOptions(questionnaire, item) : [])
      .filter((option) => option.missing === 'na')
      .map(({ code }) => `${item.id} ${code}`),
  ])
  for (const [place, row] of stored.entries()) {
    const answers: Record<string, unknown> = JSON.parse(
      vault.open({ table: 'responses', column: 'answers', row: row.id }, row.answers).toString(),
    )
    const cells = rows[place] ?? {}
    for (const variable of variables) {
      if (variable.type !== 'categorical' || !Object.hasOwn(answers, variable.name)) continue
      const cell = cells[variable.name]
      const code = variable.categories.find(({ value }) => value === cell)?.code
      if (typeof cell !== 'object') expect(code).toBe(answers[variable.name])
      else expect(reservedOrNotApplicable).toContain(`${variable.name} ${answers[variable.name]}`)
    }
  }
})

test('a row is known by nothing that is kept here, and by another name in each file', async () => {
  const read = async () => rowsOf(await exportMicrodata(manager, 'spring', request))
  const [one, other] = [await read(), await read()]
  const ids = one.map((row) => String(row.response_id))
  expect(new Set(ids).size).toBe(250)
  const kept = JSON.stringify(store().reader.select().from(responses).all())
  for (const id of ids) expect(kept).not.toContain(id)
  expect(other.filter((row) => ids.includes(String(row.response_id)))).toEqual([])
})

test('record keys, submission ids and receipts are not among the columns', async () => {
  const open = await exportMicrodata(manager, 'spring', request)
  const text = JSON.stringify(await rowsOf(open))
  for (const row of store().reader.select().from(responses).all()) {
    expect(text).not.toContain(row.submissionId)
    expect(text).not.toContain(row.receiptMac)
  }
  expect(
    open.microdata.variables.map(({ name }) => name).filter((name) => /key|submission|receipt/.test(name)),
  ).toEqual([])
})

test('sensitive items are left out unless asked for, and what gives them away as well', async () => {
  const without = await exportMicrodata(manager, 'spring', request)
  without.close()
  const names = without.microdata.variables.map(({ name }) => name)
  expect(names).not.toContain('status_now')
  expect(names).not.toContain('signal_heavy_debt')
  expect(names).toContain('category')
  expect(without.leftOut.map(({ name }) => name)).toContain('status_now')
})

test('answers that arrive or go while a file is written are not in it, or still are', async () => {
  const slug = 'moving'
  await createRound(operator, { title: 'Moving', slug, questionnaireId: 'migrant-short', open: true })
  const send = () =>
    recordResponse(respondent, slug, {
      submissionId: randomUUID(),
      version: 1,
      language: 'en',
      consent: true,
      answers: { gender: 'woman' },
    })
  const receipts = []
  for (let person = 0; person < 150; person += 1) receipts.push((await send()).receipt)
  const open = await exportMicrodata(operator, slug, request)
  let seen = 0
  for await (const _ of open.microdata.rows) {
    seen += 1
    if (seen === 10) {
      await send()
      for (const receipt of receipts.slice(0, 60)) await withdrawResponse(respondent, receipt)
    }
  }
  open.close()
  expect(seen).toBe(150)
  const { id } = await readRound(operator, slug)
  expect(store().reader.select().from(responses).where(eq(responses.roundId, id)).all()).toHaveLength(91)
})

test('a reader that goes away lets go of the database', async () => {
  const open = await exportMicrodata(manager, 'spring', request)
  const bytes = writeCsv(open.microdata)
  await bytes.next()
  await bytes.return(undefined)
  open.close()
  open.close()
  await expect(open.microdata.rows[Symbol.asyncIterator]().next()).resolves.toMatchObject({ done: true })
  expect(store().reader.$client.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0 }])
})

test('free text is there for the operator who asks for it, as wide as the longest that was written, and for no account', async () => {
  await importQuestionnaire(operator, await withComment())
  await createRound(operator, { title: 'Words', slug: 'words', questionnaireId: 'with-comment', open: true })
  const said = ['short', 'كلام أطول قليلاً', '']
  for (const comment of said) {
    await recordResponse(respondent, 'words', {
      submissionId: randomUUID(),
      version: 1,
      language: 'en',
      consent: true,
      answers: comment === '' ? {} : { comment },
    })
  }
  const without = await exportMicrodata(operator, 'words', request)
  expect(without.leftOut).toEqual([{ name: 'comment', label: 'Anything else?', why: 'text' }])
  expect(JSON.stringify(await rowsOf(without))).not.toContain('short')
  const open = await exportMicrodata(operator, 'words', { ...request, includeText: true })
  const column = open.microdata.variables.find(({ name }) => name === 'comment')
  expect(column).toMatchObject({ type: 'text', maxBytes: Buffer.byteLength('كلام أطول قليلاً') })
  const comments = (await rowsOf(open)).map(({ comment }) => comment)
  expect(comments).toHaveLength(3)
  expect(comments).toEqual(expect.arrayContaining(['short', 'كلام أطول قليلاً', { missing: 'skipped' }]))
  const [line] = await readAudit(operator)
  expect(line).toMatchObject({ account: 'operator', action: 'microdata.export' })
  expect(line?.reason).toContain('with free text')

  const everywhere = await staffWith('manager', 'everywhere')
  const asked = { ...request, includeText: true }
  expect(await refusal(exportMicrodata(everywhere, 'words', asked))).toBe('text_not_cleared')
  expect(await refusal(openDeposit(everywhere, 'words', asked))).toBe('text_not_cleared')
  expect(await refusal(requestExport(everywhere, 'words', asked))).toBe('text_not_cleared')
  expect((await readAudit(operator)).filter(({ action }) => action === 'microdata.export')[0]).toEqual(line)
})

async function withComment(): Promise<unknown> {
  return {
    format: 'foothold-questionnaire/1',
    id: 'with-comment',
    version: 1,
    population: 'any',
    title: { en: 'One comment' },
    intro: { en: 'One question.' },
    outro: { en: 'Thank you.' },
    languages: ['en'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source' },
    missingLabels: {},
    sections: [{ id: 'all', title: { en: 'All' }, items: ['comment'] }],
    items: [
      { id: 'comment', type: 'text', role: 'context', maxLength: 500, label: { en: 'Anything else?' } },
    ],
  }
}
