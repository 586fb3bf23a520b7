import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestSlug, slugFrom, slugPattern } from './slug'

test('accents and signs fall away', () => {
  expect(slugFrom('Bogotá, spring 2027')).toBe('bogota-spring-2027')
})

test('a title in another script suggests nothing', () => {
  expect(slugFrom('رفاه المهاجرين')).toBe('')
})

test('every suggestion is an address that can be used, and suggests itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (title) => {
      const slug = slugFrom(title)
      expect(slug === '' || (slugPattern.test(slug) && slug.length <= longestSlug)).toBe(true)
      expect(slugFrom(slug)).toBe(slug)
    }),
  )
})
