import { expect, test } from 'vitest'
import { type ProblemError, problem } from '@/lib/problem'
import { addressOf, countSave, tryCode, tryReceipt } from './code-tries'

function from(address: string): Request {
  return new Request('http://localhost/', { headers: { 'x-forwarded-for': address } })
}

async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: ProblemError) => error.code,
  )
}

const wrong = () => Promise.reject(problem('saved_interview_not_found'))
const wrongReceipt = () => Promise.reject(problem('receipt_not_found'))
const right = () => Promise.resolve('opened')

test('the eleventh wrong code of an address waits, its right code too, and another address does not', async () => {
  const here = from('192.0.2.1')
  for (let count = 0; count < 5; count += 1) {
    expect(await outcome(tryCode(here, wrong))).toBe('saved_interview_not_found')
    expect(await outcome(tryCode(here, right))).toBe('accepted')
    expect(await outcome(tryCode(here, wrongReceipt))).toBe('receipt_not_found')
  }
  const refused = await tryCode(here, right).catch((error: ProblemError) => error)
  expect(refused).toMatchObject({ code: 'too_many_requests', status: 429 })
  expect(await outcome(tryCode(from('192.0.2.2'), right))).toBe('accepted')
})

test('a right receipt never waits for the wrong ones of its address', async () => {
  const here = from('192.0.2.6')
  const found: string[] = []
  for (let count = 0; count < 12; count += 1) found.push(await outcome(tryReceipt(here, wrongReceipt)))
  expect(found.slice(0, 10)).toEqual(Array(10).fill('receipt_not_found'))
  expect(found.slice(10)).toEqual(['too_many_requests', 'too_many_requests'])
  expect(await outcome(tryReceipt(here, right))).toBe('accepted')
})

test('what went wrong on our side is no try', async () => {
  const here = from('192.0.2.3')
  for (let count = 0; count < 20; count += 1) {
    await expect(tryCode(here, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await outcome(tryCode(here, () => Promise.reject(problem('round_not_open'))))).toBe(
      'round_not_open',
    )
  }
  expect(await outcome(tryCode(here, right))).toBe('accepted')
})

test('thirty interviews a minute are saved from one address', () => {
  for (let count = 0; count < 30; count += 1) countSave(from('192.0.2.4'))
  expect(() => countSave(from('192.0.2.4'))).toThrow('Too many tries.')
  expect(() => countSave(from('192.0.2.5'))).not.toThrow()
})

test.each([
  ['', ''],
  ['203.0.113.9', '203.0.113.9'],
  ['10.0.0.1, 203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%j comes from %j', (header, address) => {
  expect(addressOf(new Headers({ 'x-forwarded-for': header }))).toBe(address)
})

test('without any header the address is unknown, and counts as one', () => {
  expect(addressOf(new Headers())).toBe('')
})
