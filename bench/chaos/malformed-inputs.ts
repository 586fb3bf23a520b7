import { gzipSync } from 'node:zlib'

/*
 * Requests that are not quite what they should be, for every public address; the same ones for the same seed.
 */

/** What is thrown at the server: a request, or bytes that are not quite one. */
export type MalformedInput =
  | {
      readonly method: string
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: Buffer | null
    }
  | { readonly raw: Buffer }

const paths = [
  '/api/v1/surveys/chaos/responses',
  '/api/v1/surveys/chaos/interviews',
  '/api/v1/surveys/chaos/interviews/open',
  '/api/v1/surveys/chaos/sealed',
  '/api/v1/surveys/chaos',
  '/api/v1/surveys/chaos/profile',
  '/api/v1/surveys/chaos/export',
  '/api/v1/surveys',
  '/api/v1/questionnaires',
  '/api/v1/receipts/0000000000000000/withdraw',
  '/api/v1/openapi.json',
  '/api/health',
  '/api/auth/csrf',
  '/api/auth/session',
  '/api/auth/providers',
  '/api/auth/signin/credentials',
  '/api/auth/callback/credentials',
  '/api/auth/callback/foothold',
  '/api/auth/signout',
  '/s/chaos',
  '/s/chaos/en',
  '/s/chaos/survey/en',
  '/s/chaos/resume/en',
  '/s/worker.js',
  '/withdraw',
  '/left',
  '/sign-in',
  '/sign-in/code',
  '/setup/0000',
  '/password/0000',
  '/invite/0000',
  '/results/chaos',
  '/profiles/chaos',
  '/rounds/chaos',
  '/people',
  '/settings',
  '/',
  '/_next/static/chunks/none.js',
  '/_next/image',
  '/_next/data/x/y.json',
]

const methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
  'TRACE',
  'LINK',
  'PURGE',
]

const strings = [
  '',
  '\u0000',
  '\ud800',
  '%00',
  '%',
  '%ff',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '../../../../etc/passwd',
  "' or 1=1 --",
  '"; drop table responses; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '__proto__',
  'constructor',
  'toString',
  '\u202e\u2066مرحبا',
  '👩‍👩‍👧‍👦'.repeat(50),
  'a'.repeat(5_000),
  '-1',
  '1e400',
  'NaN',
  '9'.repeat(400),
  '0x7fffffff',
  '2026-13-45',
  '\r\nset-cookie: a=b',
  '=cmd()',
  '٣',
] as const

const types = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain;charset=UTF-8',
  'application/octet-stream',
  'text/xml',
  '',
  'a/b; c="',
]

/** Values of any shape, some of which no schema foresees. */
function value(chance: () => number, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  switch (Math.floor(chance() * (depth > 4 ? 6 : 9))) {
    case 0:
      return null
    case 1:
      return chance() < 0.5
    case 2:
      return pick([0, -0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 63), 1e-320])
    case 3:
    case 4:
    case 5:
      return pick(strings)
    case 6:
      return Array.from({ length: Math.floor(chance() * 5) }, () => value(chance, depth + 1))
    default: {
      const names = [
        ...strings,
        'answers',
        'submissionId',
        'version',
        'language',
        'consent',
        'gender',
        'sealed',
        'interview',
      ]
      return Object.fromEntries(
        Array.from({ length: Math.floor(chance() * 6) }, () => [pick(names), value(chance, depth + 1)]),
      )
    }
  }
}

const submission = {
  submissionId: '0c2f3f4e-8a7d-4b6c-9e1f-1a2b3c4d5e6f',
  version: 1,
  language: 'en',
  consent: true,
  answers: { gender: 'woman' },
  interview: { submissionId: '0c2f3f4e-8a7d-4b6c-9e1f-1a2b3c4d5e6f', place: 'review', answers: {} },
  sealed: { key: 'AAAA', nonce: 'AAAA', text: 'AAAA' },
  consentVersion: 3,
  code: '0000-0000-0000',
  email: 'a@example.org',
  password: 'x',
}

function body(chance: () => number): Buffer | null {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  const changed = { ...submission, [pick(Object.keys(submission))]: value(chance) }
  const text = JSON.stringify(changed)
  switch (Math.floor(chance() * 16)) {
    case 0:
      return null
    case 1:
      return Buffer.from(text.slice(0, Math.floor(chance() * text.length)))
    case 2: {
      const bytes = Buffer.from(text)
      for (let n = 0; n < 4; n += 1) bytes[Math.floor(chance() * bytes.length)] = Math.floor(chance() * 256)
      return bytes
    }
    case 3:
      return Buffer.from(pick(['[', '{"a":', '[[{"a":']).repeat(pick([9, 1_000, 40_000])))
    case 4:
      return Buffer.from(`${text.slice(0, -1)},"answers":{},"answers":{"__proto__":{"x":1}}}`)
    case 5:
      return Buffer.from(JSON.stringify(value(chance)))
    case 6:
      return gzipSync(Buffer.alloc(2_000_000))
    case 7:
      return Buffer.from(Array.from({ length: Math.floor(chance() * 300) }, () => Math.floor(chance() * 256)))
    case 8:
      return Buffer.from(
        new URLSearchParams(Array.from({ length: 8 }, () => [pick(strings), pick(strings)])).toString(),
      )
    case 9: {
      const part = `--x\r\ncontent-disposition: form-data; name="${pick(['$ACTION_ID_0', '$ACTION_REF_1', '1_$ACTION_1:0', '0', 'file"; filename="a'])}"\r\n\r\n${pick(strings)}\r\n`
      return Buffer.from(part.repeat(3) + pick(['--x--\r\n', '--x', '']))
    }
    case 10:
      return Buffer.from(`{"answers":{${'"gender":"woman",'.repeat(pick([10, 10_000]))}"a":1}}`)
    default:
      return Buffer.from(text)
  }
}

function rawInput(chance: () => number): Buffer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  const path = pick(paths)
  return Buffer.from(
    pick([
      `GET ${path} HTTP/1.1\r\n\r\n`,
      `GET ${path} HTTP/9.9\r\nhost: a\r\n\r\n`,
      `GET ${path}\r\n\r\n`,
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\ncontent-length: 20\r\n\r\n0123456789`,
      `POST ${path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\nzz\r\n`,
      `POST ${path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n5\r\n{"a":\r\n`,
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 999999\r\ncontent-type: application/json\r\n\r\n{`,
      `GET ${path} HTTP/1.1\r\nhost: a\r\n${'x-y: z\r\n'.repeat(300)}\r\n`,
      `GET ${path}?${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
      `GET http://[::1/ HTTP/1.1\r\nhost: a\r\n\r\n`,
      `GET //a@b:99999999/ HTTP/1.1\r\nhost: :::\r\n\r\n`,
      `GET ${path} HTTP/1.1\r\nhost: a b\r\ncookie: ${'a=b;'.repeat(800)}\r\n\r\n`,
      `OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n`,
      `CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n`,
      `GET ${path} HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x\r\n\r\n`,
      `POST ${path} HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n`,
      '\u0000\u0001\u0002\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    ]),
    'latin1',
  )
}

/**
 * The next input that chance draws.
 *
 * @param token of an administrator, which some requests bear
 */
export function malformedInput(chance: () => number, token: string): MalformedInput {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  if (chance() < 0.05) return { raw: rawInput(chance) }
  let path = pick(paths)
  if (chance() < 0.3) {
    const parts = path.split('/')
    parts[1 + Math.floor(chance() * (parts.length - 1))] = safe(pick(strings), chance)
    path = parts.join('/')
  }
  if (chance() < 0.4) {
    const names = [
      'by',
      'where',
      'format',
      'exact',
      'after',
      'limit',
      'callbackUrl',
      'done',
      'next',
      '_rsc',
      'url',
      'w',
    ]
    path += `?${Array.from({ length: 1 + Math.floor(chance() * 3) }, () => `${pick(names)}=${safe(pick(strings), chance)}`).join('&')}`
  }
  const headers: Record<string, string> = {}
  if (chance() < 0.9) headers['content-type'] = pick(types)
  const odd: readonly (readonly [string, string])[] = [
    ['authorization', `Bearer ${token}`],
    ['authorization', 'Bearer '],
    ['authorization', 'Basic e30='],
    ['cookie', 'foothold-session=a.b.c; foothold-csrf=x%7Cy'],
    ['cookie', '%%%;;;=; __proto__=1'],
    ['accept-language', 'xx-*-'.repeat(100)],
    ['accept', 'a/b;q=NaN'],
    ['next-action', pick(['x', '0'.repeat(40), '7f'.repeat(21)])],
    ['rsc', '1'],
    ['next-router-state-tree', pick(['%5B%22', '[[[[', '%FF'])],
    ['next-router-prefetch', '1'],
    ['next-url', '//evil.example'],
    ['content-encoding', pick(['gzip', 'br', 'x'])],
    ['range', 'bytes=9999999999-1,-5'],
    ['if-none-match', '"'],
    ['sec-fetch-site', pick(['same-origin', 'cross-site', 'none', 'x'])],
    ['origin', pick(['null', 'http://evil.example', ':::'])],
    ['x-forwarded-for', `10.${Math.floor(chance() * 250)}.${Math.floor(chance() * 250)}.1`],
    ['x-forwarded-host', 'evil.example:99999'],
    ['host', pick(['evil.example', 'a b', ''])],
  ]
  for (let n = Math.floor(chance() * 4); n > 0; n -= 1) {
    const [name, text] = pick(odd)
    headers[name] = text
  }
  const method = chance() < 0.8 ? pick(['GET', 'POST']) : pick(methods)
  return { method, path, headers, body: method === 'GET' || method === 'HEAD' ? null : body(chance) }
}

/** As a client can write it: what HTTP cannot carry in a request line is percent-encoded, mostly. */
function safe(text: string, chance: () => number): string {
  const isPlain = /^[\x21-\x7e]*$/.test(text)
  if (isPlain && chance() < 0.5) return text.replaceAll(/[?#]/g, '')
  return [...text].map((c) => (c === '\ud800' ? '%ED%A0%80' : encodeURIComponent(c))).join('')
}

/** An input in a line, by which it is found again. */
export function described(input: MalformedInput): string {
  if ('raw' in input) return JSON.stringify(input.raw.toString('latin1').slice(0, 200))
  const { method, path, headers, body: bytes } = input
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${JSON.stringify(bytes?.toString('latin1').slice(0, 300) ?? null)}`
}
