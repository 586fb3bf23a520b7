import { expect, test } from 'vitest'
import { keepTrueOrigin } from './forwarded'

const forged = {
  host: 'survey.example',
  'x-forwarded-for': '1.1.1.1, 2.2.2.2, 3.3.3.3',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-real-ip': '9.9.9.9',
  forwarded: 'for=9.9.9.9',
}

test('without a proxy of ours, nothing that a client writes about itself is believed', () => {
  const headers = { ...forged }
  keepTrueOrigin(headers, '192.0.2.7', 0)
  expect(headers).toEqual({ host: 'survey.example', 'x-forwarded-for': '192.0.2.7' })
})

test.each([
  [1, '3.3.3.3'],
  [2, '2.2.2.2'],
  [3, '1.1.1.1'],
  // More proxies are said to stand there than wrote anything: then the other end is what is known.
  [4, '192.0.2.7'],
])('behind %i proxies the address is the one that the first of them saw', (proxies, address) => {
  const headers = { ...forged }
  keepTrueOrigin(headers, '192.0.2.7', proxies)
  expect(headers).toEqual({
    host: 'survey.example',
    'x-forwarded-for': address,
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
  })
})
