import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { APIRequestContext, APIResponse } from '@playwright/test'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { isAllowed, type Permission, type StaffRole, staffRoles } from '@/lib/permissions'
import { behindTheScenes, expect, type Foothold, test } from './fixtures'
import { tokenOf } from './tokens'

/** What of the description the stories read; that it is valid as a whole is asked of a validator. */
type Described = {
  readonly operationId: string
  readonly 'x-permission': Permission
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> }

type Call = {
  readonly slug?: string
  readonly receipt?: string
  readonly id?: string
  readonly questionnaire?: string
  readonly query?: string
  readonly body?: unknown
}

const newAnswers = () => ({
  submissionId: randomUUID(),
  version: 1,
  language: 'en',
  consent: true,
  answers: { gender: 'man', work_status: 'regular' },
})

const interview = () => ({
  submissionId: randomUUID(),
  place: 'item:stay_plan',
  answers: {},
  skippedSections: [],
  receipt: '000000000000001Y',
  agreedTo: 'of this test',
  isReviewing: false,
  opened: [],
})

const small = {
  format: 'foothold-questionnaire/1',
  id: 'described',
  version: 1,
  population: 'any',
  title: { en: 'Described' },
  intro: { en: 'Hello' },
  outro: { en: 'Thank you' },
  languages: ['en'],
  defaultLanguage: 'en',
  translationStatus: { en: 'source' },
  missingLabels: { pnta: { en: 'Prefer not to answer' } },
  sections: [{ id: 'one', title: { en: 'One' }, items: ['well'] }],
  items: [
    {
      id: 'well',
      role: 'context',
      type: 'scale',
      label: { en: 'How are you?' },
      min: 0,
      max: 10,
      missing: ['pnta'],
    },
  ],
}

const exportsPath = '/api/v1/surveys/described/exports'
const why = { format: 'jsonl', reason: 'To try every call' }

/** A file that is done, of whoever may ask for one. */
async function madeFile(request: APIRequestContext, token: string | null): Promise<Call> {
  const headers = { authorization: `Bearer ${token}` }
  const asked = await request.post(exportsPath, { data: why, headers })
  if (asked.status() !== 201) return { slug: 'described', id: 'none' }
  const { id } = await asked.json()
  await expect(async () => {
    const { files } = await (await request.get(exportsPath, { headers })).json()
    expect(files.find((file: { id: string }) => file.id === id).state).toBe('done')
  }).toPass()
  return { slug: 'described', id }
}

type MakeCall = (request: APIRequestContext, token: string | null) => Promise<Call> | Call

/** A call that works of each operation, for whoever may make it. */
const calls: Readonly<Record<string, MakeCall>> = {
  listSurveys: () => ({ query: 'limit=2' }),
  readSurvey: () => ({ slug: 'described' }),
  submitResponse: () => ({ slug: 'described', body: newAnswers() }),
  withdrawResponse: async (request) => {
    const recorded = await request.post('/api/v1/surveys/described/responses', { data: newAnswers() })
    return { receipt: (await recorded.json()).receipt }
  },
  saveInterview: () => ({ slug: 'described', body: { interview: interview(), version: 1, language: 'en' } }),
  discardInterview: () => ({ slug: 'described', body: { submissionId: randomUUID() } }),
  readProfile: () => ({ slug: 'described', query: 'by=category,gender' }),
  readDetails: () => ({ slug: 'described', query: 'tier=answers&by=category' }),
  readComparison: () => ({ slug: 'described', query: 'by=category&first=victim&second=average' }),
  listReleases: () => ({ slug: 'described' }),
  readAggregates: () => ({ slug: 'described', query: 'format=csv&table=answers&by=category' }),
  readReliability: () => ({ slug: 'described' }),
  listWeightings: () => ({ slug: 'described' }),
  // There and back again, so that it changes something for whoever calls next.
  scoreAnew: async (request, token) => {
    const headers = { authorization: `Bearer ${token}` }
    const listed = await request.get('/api/v1/surveys?limit=200', { headers })
    const { items = [] } = listed.ok() ? await listed.json() : {}
    const round = items.find(({ slug }: { slug: string }) => slug === 'rescored')
    return { slug: 'rescored', body: { version: round?.scoringVersion === 2 ? 1 : 2, reason: why.reason } }
  },
  exportMicrodata: () => ({ slug: 'described', query: `${new URLSearchParams(why)}` }),
  requestExport: () => ({ slug: 'described', body: why }),
  listExports: () => ({ slug: 'described' }),
  downloadExport: madeFile,
  cancelExport: madeFile,
  listQuestionnaires: () => ({ query: 'limit=200' }),
  publishQuestionnaire: () => ({ body: small }),
  readDraft: () => ({ questionnaire: 'migrant-short' }),
  saveDraft: async (request, token) => {
    const headers = { authorization: `Bearer ${token}` }
    const draft = await request.get('/api/v1/questionnaires/migrant-short/draft', { headers })
    const { revision = 1, questionnaire = {} } = draft.ok() ? await draft.json() : {}
    return { questionnaire: 'migrant-short', body: { revision, questionnaire } }
  },
  readDescription: () => ({}),
  readHealth: () => ({}),
}

test.beforeAll(async ({ foothold }) => {
  behindTheScenes(
    foothold.dataFolder,
    `const round = { title: 'Described survey', slug: 'described', questionnaireId: 'migrant-short', open: true }
     await rounds.createRound(operator, round)
     await drafts.beginDraft(operator, 'migrant-short')
     const asked = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     const turned = asked.items.map((item) => item.id !== 'income_enough' ? item
       : { ...item, choices: item.choices.map((option) => ({ ...option, score: 100 - option.score })) })
     await questionnaires.importQuestionnaire(operator, { ...asked, id: 'rescored' })
     await questionnaires.importQuestionnaire(operator, { ...asked, id: 'rescored', version: 2, items: turned })
     await rounds.createRound(operator, { ...round, slug: 'rescored', questionnaireId: 'rescored', version: 1 })`,
  )
  for (let person = 0; person < 40; person += 1) {
    const sent = await fetch(`${foothold.url}/api/v1/surveys/described/responses`, {
      method: 'POST',
      body: JSON.stringify(newAnswers()),
    })
    expect(sent.status).toBe(201)
  }
})

async function readDocument(request: APIRequestContext): Promise<Document> {
  return (await request.get('/api/v1/openapi.json')).json()
}

/** Whether a value has the shape that the description gives an answer, and no field that is not described. */
function answerValidator(document: Document) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, allErrors: true })
  addFormats(ajv)
  ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components'])
  ajv.addSchema(closed(structuredClone(document)), 'openapi')
  return (path: string, method: string, status: number, type: string, value: unknown) => {
    const part = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
    const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
    const validate = ajv.compile({ $ref: `openapi#/${pointer.map(part).join('/')}` })
    validate(value)
    return validate.errors ?? []
  }
}

/** The description leaves room for fields that come later; what is answered today has to be in it. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) for (const part of schema) closed(part)
  else if (typeof schema === 'object' && schema !== null) {
    for (const part of Object.values(schema)) closed(part)
    if (
      'type' in schema &&
      schema.type === 'object' &&
      'properties' in schema &&
      !('additionalProperties' in schema)
    )
      Object.assign(schema, { additionalProperties: false })
  }
  return schema
}

async function make(
  request: APIRequestContext,
  { path, method, token, call }: { path: string; method: string; token: string | null; call: Call },
): Promise<APIResponse> {
  const address = path
    .replace('{slug}', call.slug ?? '')
    .replace('{receipt}', call.receipt ?? '')
    .replace('{id}', call.id ?? '')
    .replace('{questionnaire}', call.questionnaire ?? '')
  return request.fetch(call.query === undefined ? address : `${address}?${call.query}`, {
    method: method.toUpperCase(),
    ...(call.body !== undefined && { data: call.body }),
    ...(token !== null && { headers: { authorization: `Bearer ${token}` } }),
  })
}

function mayCall(role: StaffRole | null, permission: Permission): boolean {
  if (role === null) return isAllowed({ kind: 'public' }, permission)
  const grants = [{ role, roundId: null }]
  return (
    isAllowed({ kind: 'public' }, permission) ||
    isAllowed({ kind: 'staff', accountId: '', sessionId: null, email: '', grants }, permission)
  )
}

test('the description that is served is valid OpenAPI 3.1', async ({ request }) => {
  const { errors } = await new Validator().validate(structuredClone({ ...(await readDocument(request)) }))
  expect(errors).toBeUndefined()
})

for (const role of [null, ...staffRoles]) {
  test(`every call answers ${role ?? 'a stranger'} as the description says`, async ({
    request,
    foothold,
  }) => {
    const token = role === null ? null : tokenOf(foothold, role)
    const document = await readDocument(request)
    const faultsOf = answerValidator(document)
    const unasked = { items: [], more: null, unasked: true }
    expect(faultsOf('/api/v1/surveys', 'get', 200, 'application/json', unasked)).toHaveLength(1)
    const made: string[] = []
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, described] of Object.entries(methods)) {
        const call = calls[described.operationId]
        if (call === undefined) throw new Error(`No call of ${described.operationId} is made here. Add one.`)
        const answer = await make(request, { path, method, token, call: await call(request, token) })
        const status = answer.status()
        const isMeantToWork = mayCall(role, described['x-permission'])
        const wanted = isMeantToWork ? [200, 201] : [role === null ? 401 : 403]
        expect([described.operationId, status, wanted.includes(status)]).toEqual([
          described.operationId,
          status,
          true,
        ])
        const type = (answer.headers()['content-type'] ?? '').split(';')[0] ?? ''
        const content = described.responses[String(status)]?.content ?? {}
        const types = Object.keys(content).map((one) => one.split(';')[0])
        expect(types).toContain(type)
        expect(type === 'application/problem+json').toBe(!isMeantToWork)
        made.push(described.operationId)
        if (isMeantToWork && type !== 'application/json') continue
        expect([described.operationId, faultsOf(path, method, status, type, await answer.json())]).toEqual([
          described.operationId,
          [],
        ])
      }
    }
    expect(made.sort()).toEqual(Object.keys(calls).sort())
  })
}

test('profiles of every kind have the shape that is described', async ({ request, foothold }) => {
  const token = tokenOf(foothold, 'manager')
  const document = await readDocument(request)
  const faultsOf = answerValidator(document)
  behindTheScenes(
    foothold.dataFolder,
    `for (const questionnaireId of ['migrant-long', 'public-perceptions', 'social-fabric'])
       await rounds.createRound(operator, { title: questionnaireId, slug: 'kind-' + questionnaireId, questionnaireId })`,
  )
  const path = '/api/v1/surveys/{slug}/profile'
  for (const slug of [
    'described',
    'types',
    'kind-migrant-long',
    'kind-public-perceptions',
    'kind-social-fabric',
  ]) {
    for (const query of ['exact=true', 'exact=true&by=', 'exact=true&by=wave']) {
      const answer = await make(request, { path, method: 'get', token, call: { slug, query } })
      const name = `${slug} ${query}`
      expect([name, answer.status()]).toEqual([name, 200])
      expect([name, faultsOf(path, 'get', 200, 'application/json', await answer.json())]).toEqual([name, []])
    }
  }
})

test('what is wrong with a call is answered as the description says', async ({ request, foothold }) => {
  const token = tokenOf(foothold, 'manager')
  const document = await readDocument(request)
  const faultsOf = answerValidator(document)
  const surveys = '/api/v1/surveys'
  const wrong: readonly (readonly [
    method: string,
    path: string,
    call: Call,
    status: number,
    error: string,
  ])[] = [
    ['get', surveys, { query: 'limit=0' }, 422, 'limit'],
    ['get', surveys, { query: 'limit=2&limit=3' }, 422, 'limit'],
    ['get', surveys, { query: 'after=x' }, 422, 'after'],
    ['get', surveys, { query: 'afer=x' }, 422, 'afer'],
    ['get', `${surveys}/{slug}`, { slug: 'nowhere' }, 404, ''],
    ['get', `${surveys}/{slug}/releases`, { slug: 'nowhere' }, 404, ''],
    ['get', `${surveys}/{slug}/weightings`, { slug: 'nowhere' }, 404, ''],
    ['get', `${surveys}/{slug}/reliability`, { slug: 'nowhere' }, 404, ''],
    ['get', `${surveys}/{slug}/reliability`, { slug: 'described', query: 'exact=yes' }, 422, 'exact'],
    ['get', `${surveys}/{slug}/profile`, { slug: 'nowhere' }, 404, ''],
    ['get', `${surveys}/{slug}/profile`, { slug: 'autumn' }, 404, ''],
    ['get', `${surveys}/{slug}/profile`, { slug: 'described', query: 'by=shoe_size' }, 422, 'by'],
    ['get', `${surveys}/{slug}/profile`, { slug: 'described', query: 'exact=yes' }, 422, 'exact'],
    ['get', '/api/v1/questionnaires', { query: 'after=' }, 422, 'after'],
    ['post', `${surveys}/{slug}/responses`, { slug: 'described', body: {} }, 422, 'answers'],
    ['post', `${surveys}/{slug}/responses`, { slug: 'described', body: Buffer.from('{') }, 400, ''],
    ['post', `${surveys}/{slug}/responses`, { slug: 'autumn', body: newAnswers() }, 410, ''],
    ['post', `${surveys}/{slug}/interviews`, { slug: 'described', body: {} }, 422, 'interview'],
    [
      'delete',
      `${surveys}/{slug}/interviews`,
      { slug: 'described', body: { submissionId: 1 } },
      422,
      'submissionId',
    ],
    [
      'delete',
      `${surveys}/{slug}/interviews`,
      { slug: 'described', body: { x: 'y'.repeat(2_000) } },
      413,
      '',
    ],
    ['post', '/api/v1/receipts/{receipt}/withdraw', { receipt: 'nothing' }, 404, ''],
  ]
  for (const [method, path, call, status, field] of wrong) {
    const answer = await make(request, { path, method, token, call })
    const name = `${method} ${path} ${call.query ?? ''}`
    expect([name, answer.status()]).toEqual([name, status])
    const problem = await answer.json()
    expect([name, faultsOf(path, method, status, 'application/problem+json', problem)]).toEqual([name, []])
    if (field !== '') {
      const fields = problem.errors.map((error: { path: string }) => error.path)
      expect([name, fields]).toEqual([name, expect.arrayContaining([expect.stringContaining(field)])])
    }
  }
})

test('an address or a method that is not there is refused as a problem, and OPTIONS tells what is', async ({
  request,
}) => {
  const document = await readDocument(request)
  for (const [path, methods] of Object.entries(document.paths)) {
    const address = path.replace('{slug}', 'spring').replace('{receipt}', 'none').replace('{id}', 'none')
    const options = await request.fetch(address, { method: 'OPTIONS' })
    expect(options.status()).toBe(204)
    const allowed = (options.headers().allow ?? '').split(', ')
    const described = Object.keys(methods).map((method) => method.toUpperCase())
    const wanted = [...described, ...(described.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
    expect(allowed.sort()).toEqual(wanted.sort())
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'GET']) {
      if (described.includes(method)) continue
      const refused = await request.fetch(address, { method })
      expect([address, method, refused.status()]).toEqual([address, method, 405])
      expect(refused.headers()['content-type']).toBe('application/problem+json')
      expect(refused.headers().allow).toBe(options.headers().allow)
    }
  }
  for (const address of [
    '/api',
    '/api/v1',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v2/surveys',
    '/api/v1/surveys/spring/no',
  ]) {
    for (const method of ['GET', 'POST']) {
      const refused = await request.fetch(address, { method })
      expect([address, refused.status()]).toEqual([address, 404])
      expect(refused.headers()['content-type']).toBe('application/problem+json')
      expect(await refused.json()).toMatchObject({ type: 'urn:foothold:problem:not_found', status: 404 })
    }
  }
  const head = await request.head('/api/v1/surveys/spring')
  expect([head.status(), (await head.body()).length]).toEqual([200, 0])
})

test.describe('the examples of the papers', () => {
  const has = (program: string, ...args: string[]) => {
    try {
      execFileSync(program, args, { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  const printedBy = (foothold: Foothold, token: string, program: string, ...args: string[]) =>
    execFileSync(program, args, {
      env: { ...process.env, FOOTHOLD_URL: foothold.url, FOOTHOLD_TOKEN: token },
    }).toString()

  const example = 'docs/examples/api/read-profile'
  const asResearcher = (foothold: Foothold, program: string, ...args: string[]) =>
    printedBy(foothold, tokenOf(foothold, 'researcher'), program, ...args)

  test('Node prints the profile', async ({ request, foothold }) => {
    const byNode = asResearcher(foothold, process.execPath, `${example}.mjs`)
    const headers = { authorization: `Bearer ${tokenOf(foothold, 'researcher')}` }
    const profile = await (await request.get('/api/v1/surveys/described/profile', { headers })).json()
    expect(byNode).toContain(`Described survey, release ${profile.release.number}\n`)
    const shown = profile.cells.filter((cell: { suppressed: boolean }) => !cell.suppressed)
    expect(shown.length).toBeGreaterThan(0)
    for (const { n } of shown) expect(byNode).toContain(`about ${n} people`)
  })

  test('Python prints what Node does', ({ foothold }) => {
    const isThere = has('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 9))')
    test.skip(!isThere, 'python3, 3.9 or later, is not installed')
    const byPython = asResearcher(foothold, 'python3', 'docs/examples/api/read_profile.py')
    expect(byPython).toBe(asResearcher(foothold, process.execPath, `${example}.mjs`))
  })

  test('Python prints the rounds with the package requests', ({ foothold }) => {
    test.skip(!has('python3', '-c', 'import requests'), 'python3 with the package requests is not installed')
    const printed = asResearcher(foothold, 'python3', 'docs/examples/api/read_with_requests.py')
    expect(printed).toMatch(/^described \d+$/m)
  })

  test('R prints what Node does', ({ foothold }) => {
    const isThere = has('Rscript', '-e', 'library(httr2); library(jsonlite)')
    test.skip(!isThere, 'R with the packages httr2 and jsonlite is not installed')
    const byR = asResearcher(foothold, 'Rscript', `${example}.R`)
    expect(byR).toBe(asResearcher(foothold, process.execPath, `${example}.mjs`))
  })
})

test('what cannot be read at all is refused, on pages and calls alike', async ({ foothold }) => {
  const { port } = new URL(foothold.url)
  const ask = (method: string, path: string) =>
    new Promise<{ readonly status: number; readonly type: string }>((settle, fail) => {
      const asking = request({ port, method, path }, (answer) => {
        answer.resume()
        settle({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '' })
      })
      asking.on('error', fail)
      asking.end()
    })
  for (const path of ['/s/%ff', '/rounds/%E0%A4%A', '/%zz'])
    expect(await ask('GET', path)).toEqual({ status: 400, type: 'text/plain; charset=utf-8' })
  for (const path of ['/api/v1/surveys/%ff', '/api/v1/%'])
    expect(await ask('GET', path)).toEqual({ status: 400, type: 'application/problem+json' })
  expect(await ask('TRACE', '/')).toMatchObject({ status: 405 })
  expect(await ask('TRACE', '/api/v1/surveys')).toEqual({ status: 405, type: 'application/problem+json' })
  expect(await ask('GET', '/api/v1/surveys?after=%ff')).toMatchObject({ status: 401 })
})
