import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from './unreadable-requests'

test('every address that a browser writes can be read', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      // A browser follows dots before it asks.
      const { pathname, search } = new URL(`http://localhost${path}?${query}`)
      expect(refusalOf('GET', `${pathname}${search}`, {})).toBeNull()
    }),
  )
})

test.each(['/s/%', '/s/%zz', '/s/%ff', '/s/%E0%A4%A', '/%c0%af'])('%s is refused as an address', (url) => {
  expect(refusalOf('GET', url, {})).toMatchObject({ code: 'address_unreadable', status: 400 })
})

test('what stands behind the question mark is for the route to read', () => {
  expect(refusalOf('GET', '/rounds?next=%ff', {})).toBeNull()
})

test('methods that no page or call takes are refused', () => {
  for (const method of ['TRACE', 'TRACK']) expect(refusalOf(method, '/', {})).toMatchObject({ status: 405 })
})

test('what is no address of ours is refused', () => {
  for (const url of ['*', 'elsewhere:1', ''])
    expect(refusalOf('OPTIONS', url, {})).toMatchObject({ code: 'address_unreadable' })
  expect(refusalOf('GET', 'http://survey.example.org/s/spring', {})).toBeNull()
})

test('a path that would lead elsewhere by dots is refused', () => {
  for (const url of ['/api/../people', '/s/./spring', '/s/%2E%2e/people', '/..'])
    expect(refusalOf('GET', url, {})).toMatchObject({ code: 'address_unreadable' })
  for (const url of ['/.well-known/x', '/s/a..b', '/x...', '/?x=/../'])
    expect(refusalOf('GET', url, {})).toBeNull()
})

test('an action that cannot be one is told in no log', () => {
  const id = '60f3a2c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5'
  expect(refusalOf('POST', '/', { 'next-action': id })).toBeNull()
  for (const header of ['my password', '', `${id}0`, `${id}\n`])
    expect(refusalOf('POST', '/', { 'next-action': header })).toMatchObject({ status: 404 })
})
