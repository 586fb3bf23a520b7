import { expect, test } from 'vitest'
import { mediaResponse, rangeOf } from './media-response'

// The examples of RFC 9110, section 14.1.2, for a representation of 10,000 bytes, and what the text around them says.
test.each([
  ['bytes=0-499', [0, 499]],
  ['bytes=500-999', [500, 999]],
  ['bytes=-500', [9500, 9999]],
  ['bytes=9500-', [9500, 9999]],
  ['bytes=0-', [0, 9999]],
  ['bytes=9999-99999', [9999, 9999]],
  ['bytes=-99999', [0, 9999]],
  ['bytes=10000-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=5-4', null],
  ['bytes=0-0,-1', null],
  ['items=0-5', null],
  ['bytes=-', null],
  [null, null],
] as const)('%s', (wanted, range) => {
  expect(rangeOf(wanted, 10_000)).toEqual(range)
})

test('a part says where it stands, the whole that parts can be had', async () => {
  const file = { contentType: 'audio/wav', bytes: Buffer.from('0123456789') }
  const part = mediaResponse(file, 'bytes=2-4')
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ])
  const whole = mediaResponse(file, null)
  expect([whole.status, whole.headers.get('accept-ranges'), await whole.text()]).toEqual([
    200,
    'bytes',
    '0123456789',
  ])
  const beyond = mediaResponse(file, 'bytes=10-')
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
})
