import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import {
  cancelExport,
  type ExportDownload,
  type ExportFile,
  expireExports,
  listExports,
  openExport,
  requestExport,
  stopInterruptedExports,
} from './exports'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { createRound, readRound } from './rounds'
import { exportFiles } from './schema/export-files'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'
import { answersOfPerson } from './testing/answers'

const reason = 'Tables for the spring report'
const request = { format: 'csv', reason } as const

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let manager: Actor
beforeAll(async () => {
  fresh = await openFreshStore()
  manager = await staffWith('manager', 'everywhere')
  await fill('spring', 40)
})
afterAll(() => fresh.remove())

async function fill(slug: string, people: number): Promise<void> {
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const rows = Array.from({ length: people }, (_, place) => ({
    row: place + 1,
    id: `${slug}-${place}`,
    answers: answersOfPerson(questionnaire, place),
  }))
  await importResponses(operator, slug, rows)
}

function folder(): string {
  return join(fresh.folder, 'exports')
}

async function newRound(people: number, keptUntil = '2099-01-31'): Promise<string> {
  const slug = `round-${randomUUID().slice(0, 8)}`
  await createRound(operator, { title: slug, slug, questionnaireId: 'migrant-short', keptUntil, open: true })
  await fill(slug, people)
  return slug
}

async function ended(slug: string, id: string, actor: Actor = manager): Promise<ExportFile> {
  for (;;) {
    const file = (await listExports(actor, slug)).find((candidate) => candidate.id === id)
    if (file === undefined) throw new Error('The file is not listed.')
    if (file.state !== 'waiting' && file.state !== 'writing') return file
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function made(slug = 'spring'): Promise<ExportFile> {
  const { id } = await requestExport(manager, slug, request)
  return ended(slug, id)
}

async function bytesOf({ read, bytes }: ExportDownload, from = 0, to = bytes - 1): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of read(from, to)) parts.push(part)
  return Buffer.concat(parts)
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    ({ code }: ProblemError) => code,
  )
}

test('a file is written, lies encrypted, and is taken whole or from where a download was cut', async () => {
  const before = (await readAudit(operator)).length
  const file = await made()
  expect(file).toMatchObject({ state: 'done', format: 'csv', language: 'en', rowsDone: 40, rowsInAll: 40 })
  const download = await openExport(manager, 'spring', file.id)
  expect(download).toMatchObject({ fileName: 'spring.csv', bytes: file.bytes, tag: file.id })
  const whole = await bytesOf(download)
  expect(whole).toHaveLength(file.bytes ?? 0)
  expect(whole.toString()).toContain('gender')
  expect((await bytesOf(download, 1000)).equals(whole.subarray(1000))).toBe(true)
  const onDisk = readFileSync(join(folder(), file.id))
  for (const word of ['gender', 'woman', 'response_id']) expect(onDisk.includes(word)).toBe(false)
  expect(statSync(folder()).mode & 0o777).toBe(0o700)
  const lines = (await readAudit(operator)).slice(0, -before)
  expect(lines.map(({ action }) => action)).toEqual(['microdata.download', 'microdata.export'])
  expect(lines[1]?.reason).toContain(reason)
})

test('nobody else takes a file, a manager of the same round neither', async () => {
  const { id } = await made()
  const colleague = await staffWith('manager')
  for (const [actor, expected] of [
    [stranger, 'not_signed_in'],
    [await staffWith('researcher'), 'not_allowed'],
    [await staffWith('administrator', 'everywhere'), 'not_allowed'],
    [colleague, 'not_found'],
  ] as const) {
    expect(await refusal(openExport(actor, 'spring', id))).toBe(expected)
    expect(await refusal(cancelExport(actor, 'spring', id))).toBe(expected)
  }
  expect(await listExports(colleague, 'spring')).toEqual([])
  expect(await refusal(openExport(manager, await newRound(0), id))).toBe('not_found')
})

test('a file that is cancelled goes, whether it waits, is being written or is done', async () => {
  const slug = await newRound(300)
  const [writing, waiting] = [
    await requestExport(manager, slug, request),
    await requestExport(manager, slug, request),
  ]
  await cancelExport(manager, slug, waiting.id)
  await cancelExport(manager, slug, writing.id)
  const done = await made(slug)
  await cancelExport(manager, slug, done.id)
  const states = (await listExports(manager, slug)).map(({ state }) => state)
  expect(states).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await refusal(openExport(manager, slug, done.id))).toBe('not_found')
  const last = await made(slug)
  expect(last.state).toBe('done')
  const names = readdirSync(folder())
  for (const { id } of [writing, waiting, done]) expect(names).not.toContain(id)
  const keys = store().reader.select().from(exportFiles).where(eq(exportFiles.state, 'cancelled')).all()
  expect(keys.map(({ key }) => key)).toEqual(keys.map(() => null))
  expect((await readAudit(operator)).filter(({ action }) => action === 'microdata.cancel')).toHaveLength(3)
})

test('files are written one after the other, and not many for one person', async () => {
  const slug = await newRound(200)
  const asked = []
  for (let times = 0; times < 3; times += 1) asked.push(await requestExport(manager, slug, request))
  expect(await refusal(requestExport(manager, slug, request))).toBe('too_many_exports')
  for (const { id } of asked) expect((await ended(slug, id)).state).toBe('done')
})

test('a person who withdraws is in no file that lies here, from that moment', async () => {
  const slug = await newRound(20)
  const { receipt } = await recordResponse(respondent, slug, {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: {},
  })
  const file = await made(slug)
  expect(file.rowsDone).toBe(21)
  const other = await made()
  await withdrawResponse(respondent, receipt)
  expect((await listExports(manager, slug))[0]).toMatchObject({ state: 'withdrawn' })
  expect(await refusal(openExport(manager, slug, file.id))).toBe('export_not_ready')
  expect(readdirSync(folder())).not.toContain(file.id)
  const row = store().reader.select().from(exportFiles).where(eq(exportFiles.id, file.id)).get()
  expect(row?.key).toBe(null)
  expect((await bytesOf(await openExport(manager, 'spring', other.id))).length).toBe(other.bytes)
  expect((await made(slug)).rowsDone).toBe(20)
})

test('a withdrawal while a file is written leaves no file behind', async () => {
  const slug = await newRound(400)
  const { receipt } = await recordResponse(respondent, slug, {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: {},
  })
  const { id } = await requestExport(manager, slug, request)
  for (let file = { state: 'waiting' }; file.state === 'waiting'; ) {
    await new Promise((resolve) => setImmediate(resolve))
    file = (await listExports(manager, slug))[0] ?? file
  }
  await withdrawResponse(respondent, receipt)
  expect((await ended(slug, id)).state).toBe('withdrawn')
  // The next file is written after this one was given up.
  await made()
  expect(readdirSync(folder())).not.toContain(id)
})

test('answers that are erased on their last day are erased from files as well', async () => {
  const slug = await newRound(10, '2098-01-31')
  const file = await made(slug)
  await eraseExpiredResponses(operator, new Date('2098-02-01T00:00:00Z'))
  expect((await listExports(manager, slug))[0]).toMatchObject({ state: 'withdrawn' })
  expect(readdirSync(folder())).not.toContain(file.id)
})

test('a file goes after a day, and its row with it', async () => {
  const { id, expiresAt } = await made()
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(86_400_000)
  await expireExports(operator, new Date(Date.parse(expiresAt) - 1))
  expect(readdirSync(folder())).toContain(id)
  expect(await expireExports(operator, new Date(Date.parse(expiresAt) + 1))).toBeGreaterThan(0)
  expect(readdirSync(folder())).not.toContain(id)
  expect((await listExports(manager, 'spring')).map((file) => file.id)).not.toContain(id)
})

test('what the program was writing when it ended is stopped at the next start, and its remains go', async () => {
  const done = await made()
  const { id: roundId } = await readRound(operator, 'spring')
  const row = store().reader.select().from(exportFiles).where(eq(exportFiles.id, done.id)).get()
  if (row === undefined) throw new Error('no row')
  const interrupted = { ...row, id: randomUUID(), roundId, state: 'writing' as const, bytes: null, key: null }
  await store().writes.transact(async (tx) => tx.db.insert(exportFiles).values(interrupted).run())
  writeFileSync(join(folder(), interrupted.id), 'half a file')
  writeFileSync(join(folder(), 'of-nobody'), 'half a file')
  expect(await stopInterruptedExports(operator)).toBe(1)
  const files = await listExports(manager, 'spring')
  expect(files.find(({ id }) => id === interrupted.id)).toMatchObject({ state: 'stopped' })
  expect(await refusal(openExport(manager, 'spring', interrupted.id))).toBe('export_not_ready')
  const names = readdirSync(folder())
  expect(names).toContain(done.id)
  expect(names).not.toContain(interrupted.id)
  expect(names).not.toContain('of-nobody')
})

test('a file that cannot be written says that it failed, and the next one is written', async () => {
  rmSync(folder(), { recursive: true })
  writeFileSync(folder(), 'in the way')
  const failed = await requestExport(manager, 'spring', request)
  expect((await ended('spring', failed.id)).state).toBe('failed')
  rmSync(folder())
  expect((await made()).state).toBe('done')
})
