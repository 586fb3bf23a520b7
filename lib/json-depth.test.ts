import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDeeperThan } from './json-depth'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('the depth of any JSON is that of its value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      // As parsed: a key "__proto__" is a key.
      const depth = depthOf(JSON.parse(text))
      expect(isDeeperThan(text, depth)).toBe(false)
      if (depth > 0) expect(isDeeperThan(text, depth - 1)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('brackets in words are words, and a hundred thousand of them are refused at once', () => {
  expect(isDeeperThan('["[[[[", "\\"[[[", {"{{{": "\\\\"}]', 2)).toBe(false)
  expect(isDeeperThan('['.repeat(100_000), 8)).toBe(true)
  expect(isDeeperThan('{"a":'.repeat(100_000), 8)).toBe(true)
})
