import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { behindTheScenes, command, expect, signIn, startFoothold, test } from './fixtures'
import { tokenOf } from './tokens'

/** What is sent below and must be found nowhere afterwards, by what it is. */
type Secrets = Map<string, string | Buffer>

const address = '2001:db8:dead:beef:1234:5678:9abc:def0'
const addressBytes = Buffer.from('20010db8deadbeef123456789abcdef0', 'hex')

test('a used data folder gives away neither answers in clear, nor addresses, browsers, codes or secrets; nor do the logs', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-used-'))
  const secrets: Secrets = new Map<string, string | Buffer>([
    ['network address', address],
    ['network address, as bytes', addressBytes],
    ['another address', '203.0.113.177'],
    ['browser', 'StoryBrowser/31.7 (Quince Phone)'],
    ['language header', 'xh;q=0.731'],
    ['free text', 'the landlord in Quellenstrasse keeps my passport'],
    ['word in another script', 'صاحب البيت أخذ جوازي'],
    ['query', 'leak-by-query-9481'],
    ['fragment of a broken body', 'broken-body-5512'],
    ['password that was wrong', 'wrong-pass-phrase-7731'],
    ['password typed as an address', 'typed-into-the-wrong-field-3305'],
    ['device', 'quince-device-id-6620'],
  ])
  const { foothold, server, printed, stop } = await startFoothold(
    'full',
    { FOOTHOLD_LOG: 'requests' },
    folder,
  )
  try {
    secrets.set('password of staff', foothold.password)
    const { receipts, codes } = await answered(
      foothold.url,
      text('free text'),
      text('word in another script'),
    )
    for (const receipt of receipts) secrets.set(`receipt ${receipt}`, receipt)
    for (const code of codes) secrets.set(`code ${code}`, code)
    await misuse(foothold.url)
    await signIn(page, foothold, 'administrator')
    for (const { name, value } of await page.context().cookies())
      if (/session/.test(name)) secrets.set(`cookie ${name}`, value)
    for (const path of ['/', '/people', '/audit', '/settings', '/account'])
      await page.goto(`${foothold.url}${path}`)
    for (const [name, value] of Object.entries(madeByStaff(foothold.dataFolder)))
      secrets.set(`${name} of staff`, value)
    const token = tokenOf(foothold, 'manager')
    secrets.set('access token', token)
    const listed = await fetch(`${foothold.url}/api/v1/surveys`, {
      headers: headers({ authorization: `Bearer ${token}` }),
    })
    expect(listed.status).toBe(200)
    command(foothold, 'backup', join(folder, 'backups', 'foothold-by-hand.backup'))
    command(foothold, 'keys', 'rotate')
    server.kill('SIGTERM')
    await once(server, 'exit')
    const found = [
      ...filesIn(folder),
      { name: 'what the server printed', bytes: Buffer.from(printed()) },
    ].flatMap(({ name, bytes }) => findings(name, bytes, secrets))
    expect(found).toEqual([])
    // It did log, and what a log is for.
    expect(printed()).toContain('"route":"/api/v1/surveys/[slug]/responses"')
    expect(timesOfRespondents(folder)).toEqual([])
  } finally {
    stop()
    rmSync(folder, { recursive: true, force: true })
  }

  function text(name: string): string {
    return String(secrets.get(name))
  }
})

function headers(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-forwarded-for': address,
    'user-agent': 'StoryBrowser/31.7 (Quince Phone)',
    'accept-language': 'xh;q=0.731, en;q=0.5',
    'x-device-id': 'quince-device-id-6620',
    cookie: 'device=quince-device-id-6620',
    ...more,
  }
}

/** People answer, save and withdraw. */
async function answered(url: string, ...texts: readonly string[]) {
  const surveys = `${url}/api/v1/surveys`
  const receipts: string[] = []
  const codes: string[] = []
  for (const words of [...texts, ...texts]) {
    const answers = { gender: 'woman', open_comment: words }
    const submission = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers }
    const body = JSON.stringify(submission)
    const sent = await fetch(`${surveys}/summer/responses?from=leak-by-query-9481`, {
      method: 'POST',
      headers: headers(),
      body,
    })
    expect(sent.status).toBe(201)
    receipts.push((await sent.json()).receipt)
    const interview = { submissionId: randomUUID(), place: 'review', answers, skippedSections: [] }
    const kept = { receipt: '000000000000001Y', agreedTo: 'of this test', isReviewing: true, opened: [] }
    const saved = await fetch(`${surveys}/summer/interviews`, {
      method: 'POST',
      headers: headers({ 'x-forwarded-for': '203.0.113.177' }),
      body: JSON.stringify({ interview: { ...interview, ...kept }, version: 1, language: 'en' }),
    })
    expect(saved.status).toBe(201)
    codes.push((await saved.json()).code)
  }
  const withdrawn = await fetch(`${url}/api/v1/receipts/${receipts[0]}/withdraw`, {
    method: 'POST',
    headers: headers(),
  })
  expect(withdrawn.status).toBe(200)
  return { receipts, codes }
}

/** What goes wrong is where programs write down what they should not. */
async function misuse(url: string): Promise<void> {
  const post = (path: string, body: string, more = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: headers(more), body, redirect: 'manual' })
  for (const body of [
    '{"answers": broken-body-5512',
    '{"submissionId":"broken-body-5512"}',
    'broken-body-5512',
  ])
    await post('/api/v1/surveys/summer/responses', body)
  await post('/api/v1/surveys/leak-by-query-9481/responses', '{}')
  await post('/s/summer/survey/en?leak-by-query-9481', 'field=broken-body-5512', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  await post('/sign-in', 'broken-body-5512', { 'next-action': 'leak-by-query-9481' })
  const form = new FormData()
  form.set('$ACTION_ID_leak-by-query-9481', 'broken-body-5512')
  form.set('$ACTION_1:0', 'broken-body-5512')
  form.set('$ACTION_REF_1', 'leak-by-query-9481')
  await fetch(`${url}/sign-in`, { method: 'POST', body: form })
  await fetch(`${url}/no/such/page/leak-by-query-9481?x=leak-by-query-9481`, { headers: headers() })
  await fetch(`${url}/s/summer/leak-by-query-9481`, {
    headers: headers({ referer: 'https://leak-by-query-9481.example' }),
  })
  for (const email of ['administrator@example.org', 'typed-into-the-wrong-field-3305']) {
    const { csrfToken } = await (await fetch(`${url}/api/auth/csrf`)).json()
    const form = new URLSearchParams({
      email,
      password: 'wrong-pass-phrase-7731',
      csrfToken,
      callbackUrl: '/',
    })
    await post('/api/auth/callback/credentials', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
  }
  await fetch(`${url}/api/v1/surveys`, {
    headers: headers({ authorization: 'Bearer wrong-pass-phrase-7731' }),
  })
}

/** One-time links, a second factor and recovery codes, as the pages make them. */
function madeByStaff(dataFolder: string): Readonly<Record<string, string>> {
  const made = behindTheScenes(
    dataFolder,
    `const { addAccount, invite } = await import('./db/accounts')
     const { makePasswordLink } = await import('./db/password-links')
     const { resumeSession, signIn } = await import('./db/sessions')
     const { offerSecondFactor, setUpSecondFactor } = await import('./db/second-factor')
     const { codeOf, stepAt } = await import('./db/one-time-codes')
     const nobody = { kind: 'public' }
     const account = { email: 'second@example.org', password: 'four other quiet rivers' }
     const { accountId } = await addAccount(operator, { ...account, role: 'researcher' })
     const person = await resumeSession(nobody, (await signIn(nobody, account)).sessionId)
     const { secret } = await offerSecondFactor(person)
     const now = new Date()
     const recoveryCodes = await setUpSecondFactor(person, { code: codeOf(secret, stepAt(now)), password: account.password }, now)
     return {
       secret,
       ...Object.fromEntries(recoveryCodes.map((code, place) => ['recovery code ' + place, code])),
       password: account.password,
       invitation: (await invite(operator, { email: 'third@example.org', role: 'researcher' })).split('/').at(-1),
       'password link': (await makePasswordLink(operator, accountId)).split('/').at(-1),
     }`,
  )
  return z.record(z.string(), z.string().min(10)).parse(made)
}

test('what is searched for would be found, however it was written down', () => {
  const secrets: Secrets = new Map([['password', 'wrong-pass-phrase-7731']])
  // As programs write, by their own means and not by those of the search.
  for (const written of [
    Buffer.from('{"email":"a","password":"wrong-pass-phrase-7731"}'),
    Buffer.from('password=WRONG-PASS-PHRASE-7731&next=/'),
    Buffer.from('wrongpassphrase7731'),
    Buffer.from('x: wrong-pass-phrase-7731', 'utf16le'),
    Buffer.from(
      '\u0000w\u0000r\u0000o\u0000n\u0000g\u0000-\u0000p\u0000a\u0000s\u0000s\u0000-\u0000p\u0000h\u0000r\u0000a\u0000s\u0000e\u0000-\u00007\u00007\u00003\u00001',
    ),
    Buffer.from(Buffer.from('wrong-pass-phrase-7731').toString('hex')),
    ...['', 'a', 'ab', 'abc'].flatMap((before) => [
      Buffer.from(btoa(`${before}wrong-pass-phrase-7731${before}`)),
      Buffer.from(Buffer.from(`${before}wrong-pass-phrase-7731`).toString('base64url')),
    ]),
  ])
    expect(findings('a file', written, secrets), written.toString('latin1')).not.toEqual([])
  expect(findings('a file', Buffer.from('wrong-pass-phrase-7732'), secrets)).toEqual([])
})

type File = { readonly name: string; readonly bytes: Buffer }

function filesIn(folder: string): readonly File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

function findings(name: string, bytes: Buffer, secrets: Secrets): readonly string[] {
  return [...secrets].flatMap(([what, secret]) =>
    formsOf(secret).flatMap(([form, needle]) =>
      bytes.includes(needle) ? [`${what} in ${name}, as ${form}`] : [],
    ),
  )
}

/** A secret as programs write it down: in other encodings, in other cases, with and without dashes. */
function formsOf(secret: string | Buffer): readonly (readonly [string, Buffer])[] {
  if (typeof secret !== 'string') return [['bytes', secret]]
  const spellings = new Set([secret, secret.toLowerCase(), secret.toUpperCase(), secret.replaceAll('-', '')])
  return [...spellings].flatMap((text) => {
    const bytes = Buffer.from(text)
    const wide = Buffer.from(text, 'utf16le')
    return [
      ['text', bytes],
      ['UTF-16', wide],
      ['UTF-16, big end first', Buffer.from(wide).swap16()],
      ['hexadecimal', Buffer.from(bytes.toString('hex'))],
      ['part of an address', Buffer.from(encodeURIComponent(text))],
      ['JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
      ...[0, 1, 2].flatMap((shift) => {
        const base64 = base64Within(bytes, shift)
        const inAddresses = base64.replaceAll('+', '-').replaceAll('/', '_')
        return [
          ['base64', Buffer.from(base64)],
          ['base64 in addresses', Buffer.from(inAddresses)],
        ] as const
      }),
    ] as const
  })
}

/** The characters of a longer base64 text that these bytes alone decide, when they begin `shift` bytes after a group of three. */
function base64Within(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
  return whole.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((whole.length * 8) / 6))
}

/** Times of day that stand beside what people answered; rows that tell in what order they came. */
function timesOfRespondents(folder: string): readonly string[] {
  const found = behindTheScenes(
    folder,
    `const { SqliteFile } = await import('./db/sqlite')
     const db = new SqliteFile(${JSON.stringify(join(folder, 'foothold.db'))})
     const ofStaff = ['accounts', 'sessions', 'invitations', 'access_tokens', 'audit_entries', 'sign_in_tries', '__drizzle_migrations', 'recovery_codes', 'settings', 'data_keys', 'questionnaires', 'questionnaire_versions', 'questionnaire_media', 'export_files', 'help_contacts', 'consent_texts', 'rounds']
     const tables = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").all().map((row) => row.name)
     const faults = []
     for (const table of tables.filter((name) => !ofStaff.includes(name))) {
       for (const row of db.prepare('select * from ' + table).all())
         for (const [column, value] of Object.entries(row)) {
           const isTime = (typeof value === 'string' && /\\d\\d:\\d\\d/.test(value)) ||
             (typeof value === 'number' && [1, 1000].some((unit) => Math.abs(value * unit - Date.now()) < 86400000))
           if (isTime) faults.push(table + '.' + column + ': ' + value)
           if (column === 'id' && typeof value === 'string' && parseInt(value.replaceAll('-', '').slice(0, 12), 16) % 86400000 !== 0)
             faults.push(table + '.id tells an hour: ' + value)
         }
     }
     for (const table of ['responses', 'response_scores', 'tombstones'])
       for (const { rowid } of db.prepare('select rowid from ' + table).all())
         if (rowid < 1000000) faults.push(table + ' numbers its rows')
     for (const entry of db.prepare("select * from audit_entries where account in ('public', 'respondent') and action not like 'sign_in%'").all())
       if (entry.at.length > 10) faults.push('audit: ' + entry.action + ' ' + entry.at)
     db.close()
     return { faults, looked: tables.length }`,
  )
  const { faults, looked } = z.object({ faults: z.array(z.string()), looked: z.number() }).parse(found)
  expect(looked).toBeGreaterThan(20)
  return faults
}
