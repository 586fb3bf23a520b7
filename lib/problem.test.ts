import { expect, test, vi } from 'vitest'
import { ProblemError, problem } from './problem'

test('a refusal is known for one by every copy of this module', async () => {
  vi.resetModules()
  const another = await import('./problem')
  expect(another.ProblemError).not.toBe(ProblemError)
  expect(another.problem('storage_full')).toBeInstanceOf(ProblemError)
  expect(problem('storage_full')).toBeInstanceOf(another.ProblemError)
  for (const value of [new Error('other'), null, 'storage_full', { code: 'storage_full' }])
    expect(value instanceof ProblemError).toBe(false)
})
