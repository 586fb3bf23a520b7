import { expect, test } from 'vitest'
import { pathWithin } from './sign-in-schema'

test('signing in goes on to the page that asked for it', () => {
  expect(pathWithin('/rounds/north?tab=1')).toBe('/rounds/north?tab=1')
})

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
  ['/rounds', '//elsewhere.example'],
  undefined,
])('an address elsewhere leads home: %j', (next) => {
  expect(pathWithin(next)).toBe('/')
})
