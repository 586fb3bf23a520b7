import { expect, test } from 'vitest'
import { reachOf } from './reach'

test.each([
  'http://localhost:3000',
  'https://localhost/s/spring',
  'http://survey.localhost:3000',
  'http://LOCALHOST.:3000',
  'http://127.0.0.1:3000',
  'http://127.1',
  'http://127.8.9.10:3000',
  'http://[::1]:3000',
  'http://[0:0:0:0:0:0:0:1]:3000',
  'http://0.0.0.0:3000',
])('%s is opened on the machine itself only', (address) => {
  expect(reachOf(address)).toBe('this_machine')
})

test.each([
  'http://192.168.1.20:3000/s/spring',
  'http://laptop.local:3000',
  'http://[fe80::1]:3000',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
])('%s is opened by phones, without what needs HTTPS', (address) => {
  expect(reachOf(address)).toBe('no_tls')
})

test('an address with HTTPS is opened by phones, with everything', () => {
  expect(reachOf('https://survey.example.org/s/spring')).toBe('everywhere')
})
