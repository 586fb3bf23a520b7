import { expect, test } from 'vitest'
import { instrument } from './fixtures/population'
import { lensOf } from './lens'

test('each instrument looks through its own lens', () => {
  expect(lensOf(instrument('public-perceptions'))).toBe('hosts')
  expect(lensOf(instrument('migrant-short'))).toBe('migrants')
  expect(lensOf(instrument('migrant-long'))).toBe('migrants')
  expect(lensOf(instrument('social-fabric'))).toBe('fabric')
})

test('a questionnaire without scores is no lens, nor one whose people and categories do not go together', () => {
  const fabric = instrument('social-fabric')
  expect(lensOf({ ...fabric, scoring: null })).toBeNull()
  expect(lensOf({ ...fabric, population: 'host' })).toBeNull()
  expect(lensOf({ ...instrument('public-perceptions'), population: 'any' })).toBeNull()
})
