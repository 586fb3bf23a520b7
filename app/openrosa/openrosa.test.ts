import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeAccessToken } from '@/db/access-tokens'
import { addMedia } from '@/db/questionnaire-media'
import { readQuestionnaire } from '@/db/questionnaires'
import { withdrawResponse } from '@/db/responses'
import { closeRound, createRound, readRound } from '@/db/rounds'
import { openFreshStore, operator, staffWith, stranger } from '@/db/testing/actors'
import { engineWithDocument, openForm } from '@/lib/interchange/xform/fixtures/engine'
import { GET as getMedia } from '../(respond)/s/[slug]/media/[name]/route'
import { HEAD as headNothing } from './[[...path]]/route'
import { GET as getForm, PUT as putForm } from './[slug]/form/route'
import { GET as getFormList } from './[slug]/formList/route'
import { GET as getManifest } from './[slug]/manifest/route'
import {
  GET as getSubmission,
  HEAD as headSubmission,
  POST as postSubmission,
} from './[slug]/submission/route'
import { GET as getAssignedFormList } from './formList/route'
import { HEAD as headAssigned, POST as postAssigned } from './submission/route'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let held: Awaited<ReturnType<typeof engineWithDocument>>
beforeAll(async () => {
  fresh = await openFreshStore()
  held = await engineWithDocument()
})
afterAll(() => {
  held.takeBack()
  fresh.remove()
})

const mediaFixture = (name: string) =>
  readFileSync(new URL(`../../lib/fixtures/media/${name}`, import.meta.url))

const address = 'http://survey.example.org'

/** What Collect and KoboCollect send with each request; they are the same client. */
const collects = {
  host: 'survey.example.org',
  'user-agent': 'org.odk.collect.android/v2024.3.4 Dalvik/2.1.0 (Linux; U; Android 13; Pixel 6)',
  'x-openrosa-version': '1.0',
  date: 'Thu, 26 Nov 2026 11:20:00 GMT',
  'accept-encoding': 'gzip',
  connection: 'Keep-Alive',
}

function get(path: string, more: Readonly<Record<string, string>> = {}): Request {
  const deviceId = 'deviceID=collect%3AVHpZHDKmXZ5kmxbN'
  return new Request(`${address}${path}${path.includes('?') ? '&' : '?'}${deviceId}`, {
    headers: { ...collects, ...more },
  })
}

function head(path: string, more: Readonly<Record<string, string>> = {}): Request {
  return new Request(get(path, more), { method: 'HEAD' })
}

/** A form as OkHttp writes it: each part with its length, the last with the boundary after it. */
function post(
  path: string,
  instance: string,
  more: Readonly<Record<string, string>> = {},
  files: readonly (readonly [name: string, type: string, content: string])[] = [],
): Request {
  const boundary = '3f2c8e0b-6d5e-4c0a-9f0f-0b7d8f6f3c11'
  const parts = [['xml_submission_file', 'text/xml', instance] as const, ...files].map(
    ([name, type, content]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name === 'xml_submission_file' ? 'Spring_2026-11-26_11-20-00.xml' : name}"\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}\r\n`,
  )
  const body = Buffer.from(`${parts.join('')}--${boundary}--\r\n`)
  return new Request(get(path, more), {
    method: 'POST',
    headers: {
      ...collects,
      ...more,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(body.length),
    },
    body,
  })
}

const of = (slug: string) => ({ params: Promise.resolve({ slug }) })

function between(xml: string, name: string): string {
  return new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}

/** A form that was answered in the engine, in the round `spring` unless it is another. */
async function answered(
  slug = 'spring',
  language = 'ar',
): Promise<{ readonly xml: string; readonly receipt: string }> {
  const form = await getForm(get(`/openrosa/${slug}/form`), of(slug))
  const interview = await openForm(held.engine, await form.text())
  interview.put('/data/_start/_language', language)
  interview.put('/data/_start/_agreed', 'yes')
  for (const choice of ['journey', 'safety']) {
    const path = `/data/_before_${choice}/_choice`
    if (interview.nodeAt(path) !== undefined && interview.isRelevant(path)) interview.put(path, 'show')
  }
  const feel = interview.pathEndingIn('/feel_safe')
  interview.put(feel, 'always')
  return { xml: await interview.sent(), receipt: interview.valueAt('/data/_start/_receipt') }
}

async function responsesIn(slug: string): Promise<number> {
  const { byLanguage } = await readRound(operator, slug)
  return (byLanguage ?? []).reduce((sum, { responses }) => sum + responses, 0)
}

describe('a phone with the address of a round', () => {
  test('finds the form, downloads it as it was announced, and sees that it has no files', async () => {
    const list = await getFormList(get('/openrosa/spring/formList'), of('spring'))
    expect(list.status).toBe(200)
    expect(list.headers.get('content-type')).toContain('text/xml')
    expect(list.headers.get('x-openrosa-version')).toBe('1.0')
    expect(Number(list.headers.get('x-openrosa-accept-content-length'))).toBeGreaterThan(100_000)
    expect(Number.isNaN(Date.parse(list.headers.get('date') ?? ''))).toBe(false)
    const xml = await list.text()
    expect(xml).toContain('<xforms xmlns="http://openrosa.org/xforms/xformsList">')
    expect([between(xml, 'formID'), between(xml, 'name'), between(xml, 'version')]).toEqual([
      'spring',
      'Spring',
      '1',
    ])
    expect(between(xml, 'downloadUrl')).toBe(`${address}/openrosa/spring/form`)
    expect(between(xml, 'manifestUrl')).toBe(`${address}/openrosa/spring/manifest`)
    const form = await (await getForm(get('/openrosa/spring/form'), of('spring'))).text()
    expect(between(xml, 'hash')).toBe(`md5:${createHash('md5').update(form).digest('hex')}`)
    const manifest = await getManifest(get('/openrosa/spring/manifest'), of('spring'))
    expect(manifest.headers.get('content-type')).toContain('text/xml')
    const listed = await manifest.text()
    expect(listed).toContain('<manifest xmlns="http://openrosa.org/xforms/xformsManifest">')
    expect(listed).not.toContain('<mediaFile>')
  })

  test('gets each recording and picture that the form names, as it was announced, while the round is open', async () => {
    await createRound(operator, {
      title: 'Heard',
      slug: 'heard',
      questionnaireId: 'migrant-long',
      open: true,
    })
    const [tone, tile] = [mediaFixture('tone.wav'), mediaFixture('tile.png')]
    const { languages } = await readQuestionnaire(operator, 'migrant-long')
    await addMedia(operator, { id: 'migrant-long' }, [
      // Where a language has none, clients play that of the first.
      ...languages.map((language) => ({ name: `gender.${language}.wav`, bytes: tone })),
      { name: 'gender.png', bytes: tile },
      { name: 'gender.woman.png', bytes: tile },
    ])
    const form = await (await getForm(get('/openrosa/heard/form'), of('heard'))).text()
    const named = [...form.matchAll(/jr:\/\/(?:audio|images)\/([^<]+)</g)].map(([, name = '']) => name)
    expect(new Set(named.map((name) => name.split('.')[1]))).toEqual(new Set(['wav', 'png']))
    const list = await (await getFormList(get('/openrosa/heard/formList'), of('heard'))).text()
    const manifestAt = () => getManifest(get('/openrosa/heard/manifest'), of('heard'))
    expect(between(list, 'manifestUrl')).toBe(`${address}/openrosa/heard/manifest`)
    const manifest = await (await manifestAt()).text()
    const files = manifest
      .split('<mediaFile>')
      .slice(1)
      .map((one) => ({
        name: between(one, 'filename'),
        hash: between(one, 'hash'),
        at: between(one, 'downloadUrl'),
      }))
    expect(new Set(files.map(({ name }) => name))).toEqual(new Set(named))
    for (const { name, hash, at } of files) {
      expect(at).toMatch(`${address}/s/heard/media/`)
      const fileName = at.split('/').at(-1) ?? ''
      const answer = await getMedia(get(at.slice(address.length)), {
        params: Promise.resolve({ slug: 'heard', name: fileName }),
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(bytes.equals(name.endsWith('.wav') ? tone : tile)).toBe(true)
      expect(hash).toBe(`md5:${createHash('md5').update(bytes).digest('hex')}`)
    }
    await closeRound(operator, 'heard')
    const closed = await manifestAt()
    expect([closed.status, await closed.text()]).toEqual([200, expect.not.stringContaining('<mediaFile>')])
    expect((await getManifest(get('/openrosa/nowhere/manifest'), of('nowhere'))).status).toBe(404)
  })

  test('asks for one form alone', async () => {
    const others = await getFormList(get('/openrosa/spring/formList?formID=other'), of('spring'))
    expect(await others.text()).not.toContain('<xform>')
  })

  test('asks first where to send to, then sends, and sends again without harm', async () => {
    const before = await responsesIn('spring')
    const ready = await headSubmission(head('/openrosa/spring/submission'), of('spring'))
    expect([ready.status, ready.headers.get('location')]).toEqual([
      204,
      `${address}/openrosa/spring/submission`,
    ])
    expect(ready.headers.get('x-openrosa-accept-content-length')).not.toBeNull()
    const { xml, receipt } = await answered()
    const sent = await postSubmission(post('/openrosa/spring/submission', xml), of('spring'))
    const said = await sent.text()
    expect([sent.status, said]).toEqual([201, expect.stringContaining('nature="submit_success"')])
    expect(said).toContain('<OpenRosaResponse xmlns="http://openrosa.org/http/response">')
    // Whoever holds the phone need not learn the person's code.
    expect(said).not.toContain(receipt)
    const again = await postSubmission(post('/openrosa/spring/submission', xml), of('spring'))
    expect(again.status).toBe(202)
    expect(await responsesIn('spring')).toBe(before + 1)
    await withdrawResponse(stranger, receipt)
    expect(await responsesIn('spring')).toBe(before)
    const withdrawn = await postSubmission(post('/openrosa/spring/submission', xml), of('spring'))
    expect([withdrawn.status, await responsesIn('spring')]).toEqual([410, before])
  })

  test('is told by item what is wrong, and nothing is stored', async () => {
    const before = await responsesIn('spring')
    const { xml } = await answered()
    const wrong = xml.replace('<feel_safe>always</feel_safe>', '<feel_safe>purple</feel_safe>')
    const refused = await postSubmission(post('/openrosa/spring/submission', wrong), of('spring'))
    const said = await refused.text()
    expect(refused.status).toBe(422)
    expect(said).toContain('answers.feel_safe')
    expect(said).not.toContain('purple')
    expect(await responsesIn('spring')).toBe(before)
  })

  test.each([
    [
      'without consent',
      (xml: string) => xml.replace('<_agreed>yes</_agreed>', '<_agreed/>'),
      422,
      'did not agree',
    ],
    ['of another version', (xml: string) => xml.replace('version="1"', 'version="9"'), 422, 'version 9'],
    ['of another form', (xml: string) => xml.replace('id="spring"', 'id="autumn"'), 422, 'autumn'],
    [
      'with a node of no form',
      (xml: string) => xml.replace('<meta>', '<extra>1</extra><meta>'),
      422,
      '/data/extra',
    ],
    ['that is no XML', () => 'answers', 422, 'cannot be read'],
    ['that is too large', () => 'x'.repeat(1_100_000), 413, 'larger than 1024 kB'],
  ])('cannot send a form %s', async (_, change, status, sentence) => {
    const before = await responsesIn('spring')
    const { xml } = await answered()
    const refused = await postSubmission(post('/openrosa/spring/submission', change(xml)), of('spring'))
    const said = await refused.text()
    expect([refused.status, said]).toEqual([status, expect.stringContaining(sentence)])
    expect(await responsesIn('spring')).toBe(before)
  })

  test.each(['deviceid', 'phonenumber', 'start', 'end', 'audit', 'username', 'simserial'])(
    'cannot send the %s of a phone, which is said again nowhere',
    async (name) => {
      const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const before = await responsesIn('spring')
      const { xml } = await answered()
      const telling = xml.replace('</instanceID>', `</instanceID><${name}>356938035643809</${name}>`)
      const refused = await postSubmission(post('/openrosa/spring/submission', telling), of('spring'))
      const said = await refused.text()
      expect([refused.status, said]).toEqual([422, expect.stringContaining(`/data/meta/${name}`)])
      expect(said).not.toContain('356938035643809')
      expect(logged).not.toHaveBeenCalled()
      expect(await responsesIn('spring')).toBe(before)
      logged.mockRestore()
    },
  )

  test('is told of some of ten thousand wrong places, not of all', async () => {
    const { xml } = await answered()
    const wrong = xml.replace('<meta>', `${'<a/>'.repeat(10_000)}<meta>`)
    const said = await (await postSubmission(post('/openrosa/spring/submission', wrong), of('spring'))).text()
    expect(said).toContain('And 9980 more.')
    expect(said.length).toBeLessThan(10_000)
  })

  test('cannot send files, or what is no form at all', async () => {
    const { xml } = await answered()
    const photo = await postSubmission(
      post('/openrosa/spring/submission', xml, {}, [['photo.jpg', 'image/jpeg', 'x']]),
      of('spring'),
    )
    expect([photo.status, await photo.text()]).toEqual([422, expect.stringContaining('asks for none')])
    const twice = await postSubmission(
      post('/openrosa/spring/submission', xml, {}, [['xml_submission_file', 'text/xml', xml]]),
      of('spring'),
    )
    expect([twice.status, await twice.text()]).toEqual([422, expect.stringContaining('one form at a time')])
    const bare = new Request(`${address}/openrosa/spring/submission`, { method: 'POST', body: xml })
    expect((await postSubmission(bare, of('spring'))).status).toBe(422)
  })

  test('finds no form of a round that has closed, and is told so when it sends', async () => {
    await createRound(operator, {
      title: 'Short',
      slug: 'short',
      questionnaireId: 'migrant-short',
      open: true,
    })
    const first = await answered('short')
    const second = await answered('short')
    expect((await postSubmission(post('/openrosa/short/submission', first.xml), of('short'))).status).toBe(
      201,
    )
    await closeRound(operator, 'short')
    const list = await getFormList(get('/openrosa/short/formList'), of('short'))
    expect([list.status, (await list.text()).includes('<xform>')]).toEqual([200, false])
    expect((await getForm(get('/openrosa/short/form'), of('short'))).status).toBe(410)
    const late = await postSubmission(post('/openrosa/short/submission', second.xml), of('short'))
    expect([late.status, await late.text()]).toEqual([410, expect.stringContaining('not open')])
    // The phone did not hear the first answer.
    expect((await postSubmission(post('/openrosa/short/submission', first.xml), of('short'))).status).toBe(
      202,
    )
  })

  test('with a wrong address is told so in words that it shows', async () => {
    const list = await getFormList(get('/openrosa/none/formList'), of('none'))
    expect([list.status, await list.text()]).toEqual([404, expect.stringContaining('There is no round')])
    expect((await headNothing()).status).toBe(404)
  })

  test('is told in the same way by which methods it may ask', async () => {
    const put = await putForm(new Request(`${address}/openrosa/spring/form`, { method: 'PUT' }))
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect(await put.text()).toMatch(/<OpenRosaResponse .*does not take PUT/)
    expect((await getSubmission(get('/openrosa/spring/submission'))).status).toBe(405)
  })
})

describe('the tablet of an enumerator, with an access token', () => {
  const basic = (token: string) => ({
    authorization: `Basic ${Buffer.from(`tablet:${token}`).toString('base64')}`,
  })

  async function tokenOf(where: 'spring' | 'elsewhere'): Promise<string> {
    const made = await makeAccessToken(
      await staffWith('enumerator', where),
      { name: 'tablet', role: 'enumerator', days: 30 },
      new Date(),
    )
    return made.token
  }

  test('is asked for it, finds the forms of its rounds, and sends them', async () => {
    const asked = await getAssignedFormList(get('/openrosa/formList'))
    expect([asked.status, asked.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Basic realm=/),
    ])
    expect((await headAssigned(head('/openrosa/submission'))).status).toBe(401)
    const own = basic(await tokenOf('spring'))
    const list = await (await getAssignedFormList(get('/openrosa/formList', own))).text()
    expect(list.match(/<formID>[^<]*/g)).toEqual(['<formID>spring'])
    const ready = await headAssigned(head('/openrosa/submission', own))
    expect([ready.status, ready.headers.get('location')]).toEqual([204, `${address}/openrosa/submission`])
    const before = await responsesIn('spring')
    const { xml } = await answered()
    expect((await postAssigned(post('/openrosa/submission', xml, own))).status).toBe(201)
    expect((await postAssigned(post('/openrosa/submission', xml, own))).status).toBe(202)
    expect(await responsesIn('spring')).toBe(before + 1)
  })

  test('sends nothing to a round that is not its own, or with a token that is none', async () => {
    const before = await responsesIn('spring')
    const { xml } = await answered()
    const other = basic(await tokenOf('elsewhere'))
    const hidden = await postAssigned(post('/openrosa/submission', xml, other))
    const none = await postAssigned(
      post('/openrosa/submission', xml.replace('id="spring"', 'id="nowhere"'), other),
    )
    expect([hidden.status, await hidden.text()]).toEqual([404, await none.text()])
    expect((await postAssigned(post('/openrosa/submission', xml, basic('fh_wrong')))).status).toBe(401)
    expect((await postAssigned(post('/openrosa/submission', xml))).status).toBe(401)
    expect(await responsesIn('spring')).toBe(before)
  })

  test('is made to wait after too many tokens that are none', async () => {
    const answers: number[] = []
    const from = { 'x-forwarded-for': '192.0.2.77' }
    for (let tries = 0; tries < 12; tries += 1)
      answers.push(
        (await getAssignedFormList(get('/openrosa/formList', { ...from, ...basic('fh_no') }))).status,
      )
    expect(answers.at(-1)).toBe(429)
    const right = await getAssignedFormList(
      get('/openrosa/formList', { ...from, ...basic(await tokenOf('spring')) }),
    )
    expect(right.status).toBe(200)
  })
})

test('what breaks on our side is told by a number, and nothing else', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const broken = await getForm(get('/openrosa/spring/form'), { params: Promise.reject(new Error('secret')) })
  expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringContaining('secret')])
  said.mockRestore()
})
