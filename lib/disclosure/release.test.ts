import { expect, test } from 'vitest'
import { mayManagerRelease, type ReleaseState, releaseReason } from './release'

const state = (part: Partial<ReleaseState>): ReleaseState => ({
  responses: 0,
  last: null,
  isFirstClose: false,
  hasChanged: true,
  isScoringNew: false,
  scoredAnew: 0,
  withdrawnOn: null,
  today: '2026-03-31',
  ...part,
})

test.each([
  ['29 people are too few for a first release', { responses: 29 }, null],
  ['30 people make the first', { responses: 30 }, 'first'],
  ['one short of twice the last', { responses: 59, last: { responses: 30 } }, null],
  ['twice the last', { responses: 60, last: { responses: 30 } }, 'doubled'],
  ['a round that closes early', { responses: 4, isFirstClose: true }, 'round_closed'],
  [
    'a round that closes with nothing new',
    { responses: 30, last: { responses: 30 }, isFirstClose: true, hasChanged: false },
    null,
  ],
  [
    'a round that closes with one more',
    { responses: 31, last: { responses: 30 }, isFirstClose: true },
    'round_closed',
  ],
  [
    'a withdrawal 29 days ago waits',
    { responses: 30, last: { responses: 31 }, withdrawnOn: '2026-03-02' },
    null,
  ],
  [
    'a withdrawal 30 days ago is taken in',
    { responses: 30, last: { responses: 31 }, withdrawnOn: '2026-03-01' },
    'withdrawal',
  ],
  [
    'a scoring of which there is no release',
    { last: { responses: 30 }, responses: 30, isScoringNew: true },
    'scored_anew',
  ],
  [
    'a third one',
    { last: { responses: 30 }, responses: 30, isScoringNew: true, scoredAnew: 2 },
    'scored_anew',
  ],
  ['a fourth one', { last: { responses: 30 }, responses: 30, isScoringNew: true, scoredAnew: 3 }, null],
  ['a scoring before any release', { responses: 20, isScoringNew: true }, null],
  ['a scoring that had a release before', { last: { responses: 30 }, responses: 30 }, null],
  ['a withdrawal before any release', { responses: 20, withdrawnOn: '2025-01-01' }, null],
  ['a round emptied by withdrawals', { responses: 3, last: { responses: 1 } }, null],
] as const)('%s: %j gives %s', (_, part, reason) => {
  expect(releaseReason(state(part))).toBe(reason)
})

test('a manager decides on one release of a round, after the first and when something is new', () => {
  const last = { responses: 30 }
  expect(mayManagerRelease({ last, hasChanged: true }, 0)).toBe(true)
  expect(mayManagerRelease({ last, hasChanged: true }, 1)).toBe(false)
  expect(mayManagerRelease({ last, hasChanged: false }, 0)).toBe(false)
  expect(mayManagerRelease({ last: null, hasChanged: true }, 0)).toBe(false)
})
