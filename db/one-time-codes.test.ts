import { expect, test } from 'vitest'
import { appAddress, codeOf, secretFrom, stepAt, stepOfCode } from './one-time-codes'

/** "12345678901234567890", the secret of both papers, in base 32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test('the codes of RFC 4226, appendix D', () => {
  const codes = [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ]
  expect(codes.map((_, counter) => codeOf(secret, counter))).toEqual(codes)
})

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('the last six digits of the code of RFC 6238, appendix B, at %i seconds', (seconds, code) => {
  const at = new Date(seconds * 1_000)
  expect(codeOf(secret, stepAt(at))).toBe(code.slice(-6))
})

test('a code is good for its step and half a minute around it, and once', () => {
  const now = new Date('2026-11-26T10:00:10Z')
  const step = stepAt(now)
  for (const near of [-1, 0, 1])
    expect(stepOfCode(secret, codeOf(secret, step + near), now, null)).toBe(step + near)
  for (const far of [-2, 2]) expect(stepOfCode(secret, codeOf(secret, step + far), now, null)).toBeNull()
  expect(stepOfCode(secret, codeOf(secret, step), now, step)).toBeNull()
  expect(stepOfCode(secret, codeOf(secret, step - 1), now, step)).toBeNull()
  expect(stepOfCode(secret, codeOf(secret, step + 1), now, step)).toBe(step + 1)
})

test('a secret of 160 bits stands in the address that an app reads', () => {
  expect(secretFrom(Buffer.from('12345678901234567890 and more'))).toBe(secret)
  const read = new URL(appAddress(secret, 'a@example.org'))
  expect([read.protocol, read.host, decodeURIComponent(read.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Foothold:a@example.org',
  ])
  expect(Object.fromEntries(read.searchParams)).toEqual({
    secret,
    issuer: 'Foothold',
    digits: '6',
    period: '30',
  })
})
