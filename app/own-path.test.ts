import { expect, test } from 'vitest'
import { ownPath } from './own-path'

test('signing in goes on to the page that asked for it', () => {
  expect(ownPath('/rounds/north?tab=1')).toBe('/rounds/north?tab=1')
})

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/.//elsewhere.example/x',
  '/rounds/..//elsewhere.example',
  '/%2e//elsewhere.example',
  'javascript:alert(1)',
  ['/rounds', '//elsewhere.example'],
  undefined,
])('an address elsewhere leads home: %j', (next) => {
  expect(ownPath(next)).toBe('/')
})
