import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from './unreadable-requests'

test('every address that a browser writes can be read', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      expect(refusalOf('GET', `${path}?${query}`)).toBeNull()
    }),
  )
})

test.each(['/s/%', '/s/%zz', '/s/%ff', '/s/%E0%A4%A', '/%c0%af'])('%s is refused as an address', (url) => {
  expect(refusalOf('GET', url)).toMatchObject({ code: 'address_unreadable', status: 400 })
})

test('what stands behind the question mark is for the route to read', () => {
  expect(refusalOf('GET', '/rounds?next=%ff')).toBeNull()
})

test('methods that no page or call takes are refused', () => {
  for (const method of ['TRACE', 'TRACK']) expect(refusalOf(method, '/')).toMatchObject({ status: 405 })
})
