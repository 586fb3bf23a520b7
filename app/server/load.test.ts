import { expect, test } from 'vitest'
import { type Kind, Load } from './load'

const limits = { fewest: 32, longestWait: 0.4 }

/**
 * One machine that answers so many requests a second, one after the other, for so many seconds of `offered` ones.
 *
 * @returns waits in seconds of what was taken, and how many were turned away
 */
function simulated(rate: number, offered: number, length: number, kind: Kind = 'submission') {
  const load = new Load(limits)
  const queue: { readonly at: number; readonly begin: (at: number) => void }[] = []
  const waits: number[] = []
  let turnedAway = 0
  let free = 0
  for (let arrival = 0; arrival < length * offered; arrival += 1) {
    const now = (arrival * 1000) / offered
    for (;;) {
      const first = queue[0]
      if (first === undefined) break
      const end = Math.max(free, first.at) + 1000 / rate
      if (end > now) break
      free = end
      first.begin(end)
      waits.push((end - first.at) / 1000)
      queue.shift()
    }
    const begin = load.take(kind, now)
    if (begin === null) turnedAway += 1
    else queue.push({ at: now, begin })
  }
  return { waits: waits.sort((a, b) => a - b), turnedAway }
}

test.each([60, 200, 1000])(
  'at four times %i requests a second, nobody who is let in waits a second',
  (rate) => {
    const { waits, turnedAway } = simulated(rate, 4 * rate, 20)
    expect(waits.at(-1)).toBeLessThan(1)
    // What can be done is done.
    expect(waits.length / 20).toBeGreaterThan(0.95 * rate)
    expect(turnedAway / (80 * rate)).toBeCloseTo(0.75, 1)
  },
)

test('at four fifths of what can be done nobody is turned away', () => {
  expect(simulated(200, 160, 20).turnedAway).toBe(0)
})

test('a burst after silence is let in as far as the slowest machine can bear it', () => {
  const load = new Load(limits)
  const taken = Array.from({ length: 100 }, () => load.take('submission', 60_000))
  expect(taken.filter((begin) => begin !== null)).toHaveLength(32)
  expect(load.take('other', 60_000)).toBeNull()
  // Whoever watches is always answered.
  expect(load.take('health', 60_000)).not.toBeNull()
})

test('an answer that begins twice counts once', () => {
  const load = new Load({ fewest: 2, longestWait: 0.4 })
  const begin = load.take('submission', 0)
  load.take('submission', 0)
  begin?.(5)
  begin?.(6)
  expect([load.take('submission', 10), load.take('submission', 10)].map((taken) => taken === null)).toEqual([
    false,
    true,
  ])
})
