import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, signIn, test } from './fixtures'

type Answers = Readonly<Record<string, unknown>>

function submission(answers: Answers, submissionId: string = randomUUID()) {
  return { submissionId, version: 1, language: 'en', consent: true, answers }
}

const responses = '/api/v1/surveys/spring/responses'

test('a response is recorded once, however often it is sent', async ({ request }) => {
  const sent = submission({ work_status: 'regular', hard_events: ['none'] })
  const first = await request.post(responses, { data: sent })
  expect(first.status()).toBe(201)
  const { submissionId, receipt } = await first.json()
  expect(submissionId).toBe(sent.submissionId)
  expect(receipt).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)

  const again = await request.post(responses, { data: sent })
  expect(again.status()).toBe(200)
  expect(await again.json()).toEqual({ submissionId, receipt })

  const other = await request.post(responses, {
    data: submission({ work_status: 'unemployed' }, submissionId),
  })
  expect(other.status()).toBe(409)
})

test('fifty copies at once are stored once, with one receipt', async ({ request }) => {
  const sent = submission({ feel_safe: 'always' })
  const answers = await Promise.all(Array.from({ length: 50 }, () => request.post(responses, { data: sent })))
  expect(answers.filter((answer) => answer.status() === 201)).toHaveLength(1)
  const receipts = await Promise.all(answers.map(async (answer) => (await answer.json()).receipt))
  expect(new Set(receipts).size).toBe(1)
})

test('a withdrawn response is gone, and a late copy is not counted', async ({ request }) => {
  const sent = submission({ feel_safe: 'never' })
  const { receipt } = await (await request.post(responses, { data: sent })).json()
  expect(
    (await request.post(`/api/v1/receipts/${receipt.toLowerCase().replaceAll('-', ' ')}/withdraw`)).status(),
  ).toBe(200)
  expect((await request.post(`/api/v1/receipts/${receipt}/withdraw`)).status()).toBe(404)
  expect((await request.post(responses, { data: sent })).status()).toBe(410)
})

const refusals: readonly (readonly [name: string, answers: Answers, item: string, code: string])[] = [
  ['an unknown item', { hobby: 'chess' }, 'hobby', 'unknown_item'],
  ['a choice that does not exist', { work_status: 'retired' }, 'work_status', 'unknown_option'],
  ['a number out of range', { life_control: 11 }, 'life_control', 'above_maximum'],
  ['a wrong type', { hard_events: 'none' }, 'hard_events', 'wrong_type'],
  ['a name of the language itself', { constructor: 'x' }, 'constructor', 'unknown_item'],
]

for (const [name, answers, item, code] of refusals) {
  test(`${name} is refused with the item's name, and nothing is stored`, async ({ request }) => {
    const sent = submission(answers)
    const refused = await request.post(responses, { data: sent })
    expect(refused.status()).toBe(422)
    expect(refused.headers()['content-type']).toBe('application/problem+json')
    const problem = await refused.json()
    expect(problem).toMatchObject({ status: 422, errors: [{ path: `answers.${item}`, code }] })
    // The id is still free: nothing was stored under it.
    expect(
      (await request.post(responses, { data: submission({ gender: 'man' }, sent.submissionId) })).status(),
    ).toBe(201)
  })
}

test('what is wrong with the envelope is named field by field', async ({ request }) => {
  const refused = await request.post(responses, {
    data: { submissionId: '1', version: 'x', language: 'en', consent: false },
  })
  expect(refused.status()).toBe(422)
  const paths = (await refused.json()).errors.map((error: { path: string }) => error.path)
  expect(paths.sort()).toEqual(['answers', 'consent', 'submissionId', 'version'])
})

test('an answer as deep as a well is refused before it is read', async ({ request }) => {
  const { answers: _, ...rest } = submission({})
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const data = Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"answers":{"gender":${deep}}}`)
  const refused = await request.post(responses, { data, headers: { 'content-type': 'application/json' } })
  expect(refused.status()).toBe(400)
  expect((await refused.json()).detail).toContain('more than 8 times')
  const shallow = await request.post(responses, { data: { ...rest, answers: { gender: [['woman']] } } })
  expect(shallow.status()).toBe(422)
  expect((await shallow.json()).errors).toMatchObject([{ path: 'answers.gender' }])
})

test('a body of 10 MB is refused before it is read', async ({ request }) => {
  const refused = await request.post(responses, {
    data: JSON.stringify(submission({ x: 'y'.repeat(10_000_000) })),
    headers: { 'content-type': 'application/json' },
  })
  expect(refused.status()).toBe(413)
  expect((await refused.json()).detail).toContain('256 kB')
})

test('a body that is not JSON is refused', async ({ request }) => {
  for (const data of ['{"submissionId":', '', 'answers=1', '\u0000']) {
    // As bytes: a text would be sent as a JSON string.
    const sent = { data: Buffer.from(data), headers: { 'content-type': 'application/json' } }
    const refused = await request.post(responses, sent)
    expect(refused.status()).toBe(400)
    expect(refused.headers()['content-type']).toBe('application/problem+json')
  }
})

test('an unknown round is not found, for reading and for sending', async ({ request }) => {
  expect((await request.get('/api/v1/surveys/nowhere')).status()).toBe(404)
  expect((await request.post('/api/v1/surveys/nowhere/responses', { data: submission({}) })).status()).toBe(
    404,
  )
})

test('an open survey tells what a program needs to answer it', async ({ request }) => {
  const survey = await (await request.get('/api/v1/surveys/spring')).json()
  expect(survey).toMatchObject({
    slug: 'spring',
    version: 1,
    languages: ['en', 'ar', 'es', 'fr', 'pt', 'uk'],
  })
  expect(survey.questionnaire.items).toHaveLength(34)
})

test('a malformed questionnaire is refused with every problem by its place, and nothing is published', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'administrator')
  const good = JSON.parse(readFileSync('docs/examples/first-questionnaire/questionnaire.json', 'utf8'))
  const bad = structuredClone(good)
  bad.items[1].relevant = '${meal} = 1'
  bad.items[2].max = 'ten'
  bad.sections[0].items.push('nowhere')
  const refused = await page.request.post('/api/v1/questionnaires', { data: bad })
  expect(refused.status()).toBe(422)
  const { errors } = await refused.json()
  expect(errors.length).toBeGreaterThan(0)
  for (const { path, message } of errors) expect([path, message]).not.toContain('')
  expect(errors.map((error: { path: string }) => error.path)).toContain('items[2].max')
  const large = await page.request.post('/api/v1/questionnaires', { data: { id: 'x'.repeat(10_000_000) } })
  expect(large.status()).toBe(413)
  await page.goto('/questionnaires')
  await expect(page.getByRole('link', { name: 'How is the centre for you?' })).toHaveCount(0)

  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }]) {
    const elsewhere = await page.request.post('/api/v1/questionnaires', { data: good, headers })
    expect(elsewhere.status()).toBe(401)
  }
  expect((await page.request.post('/api/v1/questionnaires', { data: good })).status()).toBe(201)
  await page.reload()
  await expect(page.getByRole('link', { name: 'How is the centre for you?' })).toHaveCount(1)
})

test('a form of another program is published, or refused by sheet, row and column', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'administrator')
  const send = (file: string, mediaType: string) =>
    page.request.post('/api/v1/questionnaires', {
      data: readFileSync(`lib/interchange/xlsform/fixtures/${file}`),
      headers: { 'content-type': mediaType },
    })
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const taken = await send('pyxform-choice_filter_test.xlsx', xlsx)
  expect(taken.status()).toBe(201)
  const { id, version, notes } = await taken.json()
  expect([id, version]).toEqual(['cascading-selects1', 1])
  expect(notes).toContainEqual(expect.objectContaining({ sheet: 'choices', row: 6, code: 'option_renamed' }))
  const refused = await send('pyxform-bug-group_name_test.xls', 'application/vnd.ms-excel')
  expect(refused.status()).toBe(422)
  expect((await refused.json()).errors).toMatchObject([{ path: 'survey!3.name', code: 'name_missing' }])
  const none = await page.request.post('/api/v1/questionnaires', {
    data: Buffer.from('PK\u0003\u0004 no archive'),
    headers: { 'content-type': xlsx },
  })
  expect(none.status()).toBe(422)
  expect((await send('pyxform-tutorial.xls', 'text/csv')).status()).toBe(400)
})

test('a questionnaire is published by an administrator alone', async ({ page, request, foothold }) => {
  expect((await request.post('/api/v1/questionnaires', { data: {} })).status()).toBe(401)
  await signIn(page, foothold, 'manager')
  expect((await page.request.post('/api/v1/questionnaires', { data: {} })).status()).toBe(403)
})

test('a profile is for people who signed in', async ({ request }) => {
  const refused = await request.get('/api/v1/surveys/spring/profile')
  expect(refused.status()).toBe(401)
})

test('health is open to all', async ({ request }) => {
  expect(await (await request.get('/api/health')).json()).toEqual({ status: 'ok' })
})
