import type { APIResponse } from '@playwright/test'
import { behindTheScenes, expect, signIn, test } from './fixtures'
import { tokenOf } from './tokens'

/* What the routes of questionnaires say to requests that are wrong: a problem with a 4xx status, never a 500, and nothing is stored. */

const draft = '/api/v1/questionnaires/migrant-short/draft'
const json = { 'content-type': 'application/json' }

test.describe.configure({ mode: 'serial' })
test.beforeAll(({ foothold }) => {
  behindTheScenes(foothold.dataFolder, `await drafts.beginDraft(operator, 'migrant-short')`)
})

async function problemOf(answer: APIResponse): Promise<string> {
  expect(answer.headers()['content-type'], answer.url()).toContain('application/problem+json')
  const { type, errors = [] } = await answer.json()
  const code = String(type).replace('urn:foothold:problem:', '')
  return `${answer.status()} ${code}${errors.map(({ path }: { path: string }) => ` ${path}`).join('')}`
}

test('a draft is saved by nobody who may not, and by no request that is malformed', async ({
  request,
  foothold,
}) => {
  const bearer = async (role: 'administrator' | 'researcher' | 'enumerator') => ({
    authorization: `Bearer ${await tokenOf(foothold, role)}`,
  })
  const [administrator, researcher, enumerator] = await Promise.all([
    bearer('administrator'),
    bearer('researcher'),
    bearer('enumerator'),
  ])
  const before = await (await request.get(draft, { headers: administrator })).json()
  const whole = JSON.stringify({ revision: before.revision, questionnaire: before.questionnaire })
  const put = async (data: string | Buffer, headers = {}) =>
    problemOf(await request.put(draft, { data, headers: { ...administrator, ...json, ...headers } }))
  expect(await problemOf(await request.put(draft, { data: whole, headers: json }))).toMatch(/^401 /)
  for (const headers of [researcher, enumerator]) expect(await put(whole, headers)).toMatch(/^403 /)
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(whole), ...change })
  const said = [
    await put('{"revision": 1,'),
    await put(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    await put('[]'),
    await put('null'),
    await put(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    await put('--none\r\n\r\n--none--', { 'content-type': 'multipart/form-data; boundary=none' }),
    await put(`"${'x'.repeat(8 * 1024 * 1024)}"`),
    await put(changed({ revision: -1 })),
    await put(changed({ revision: 1.5 })),
    await put(changed({ revision: 1e300 })),
    await put(changed({ revision: 999_999 })),
    await put(changed({ questionnaire: {} })),
    await put(changed({ questionnaire: { ...before.questionnaire, unknown: 1 } })),
  ]
  expect(said.filter((one) => !/^4\d\d /.test(one))).toEqual([])
  expect(said.slice(7, 10)).toEqual(Array(3).fill('422 input_invalid revision'))
  expect(said[10]).toBe('409 draft_changed')
  expect(await (await request.get(draft, { headers: administrator })).json()).toEqual(before)
})

test('ids that are paths, and versions that are none, are not found', async ({ page, foothold }) => {
  await signIn(page, foothold, 'administrator')
  const ids = ['..%2f..', '%2e%2e%2f', 'a%00b', '%F0%9F', 'a%0d%0ab', 'A'.repeat(300), 'none']
  const statuses: string[] = []
  const of = async (path: string) => {
    const answer = await page.request.get(`${foothold.url}${path}`, { maxRedirects: 0 })
    statuses.push(`${answer.status()} ${path}`)
  }
  for (const id of ids) {
    await of(`/api/v1/questionnaires/${id}/draft`)
    for (const rest of ['', '/edit', '/publish', '/versions', '/translations', '/recordings', '/print.pdf'])
      await of(`/questionnaires/${id}${rest}`)
    await of(`/questionnaires/${id}/translations/files?language=ar`)
    await of(`/questionnaires/migrant-short/recordings/files/${id}`)
    await of(`/rounds/${id}/scoring`)
  }
  const own = '/questionnaires/migrant-short'
  for (const version of ['0', '-1', '99', '1e9', '999999999999999999999', 'x', '%00']) {
    await of(`${own}/print.pdf?version=${version}`)
    await of(`${own}?version=${version}`)
    await of(`${own}/versions?from=${version}&to=${version}`)
  }
  expect(statuses.filter((one) => one.startsWith('5'))).toEqual([])
})

test('of translations, what is wrong is named', async ({ page, foothold }) => {
  await signIn(page, foothold, 'administrator')
  const files = `${foothold.url}/questionnaires/migrant-short/translations/files`
  const said = async (query: string) => problemOf(await page.request.get(`${files}?${query}`))
  expect(await said('')).toBe('422 input_invalid language')
  expect(await said('language=ar&format=exe')).toBe('422 input_invalid format')
  expect(await said('language=tlh')).toBe('422 input_invalid language')
  const sent = (data: string, headers = {}) => page.request.post(`${files}?language=ar`, { data, headers })
  const own = { origin: foothold.url }
  expect(await problemOf(await sent('<xliff', own))).toMatch(/^4\d\d translations_unreadable/)
  expect((await sent('key,source', { origin: 'https://elsewhere.example' })).status()).toBe(403)
  expect(await problemOf(await sent('x'.repeat(8 * 1024 * 1024 + 1), own))).toMatch(/^413 /)
})

test('of two who save from one revision, one is told that the draft has changed', async ({
  request,
  foothold,
}) => {
  const headers = { authorization: `Bearer ${await tokenOf(foothold, 'administrator')}` }
  const { revision, questionnaire } = await (await request.get(draft, { headers })).json()
  const titled = (en: string) => ({
    data: { revision, questionnaire: { ...questionnaire, title: { ...questionnaire.title, en } } },
    headers,
  })
  const titles = ['First', 'Second', 'Third', 'Fourth']
  const answers = await Promise.all(titles.map((title) => request.put(draft, titled(title))))
  const statuses = answers.map((answer) => answer.status())
  expect(statuses.toSorted()).toEqual([200, 409, 409, 409])
  const after = await (await request.get(draft, { headers })).json()
  expect(after.questionnaire.title.en).toBe(titles[statuses.indexOf(200)])
  expect(after.revision).toBe(revision + 1)
})
