import { expect, test } from 'vitest'
import { betaQuantile, normalProbability, normalQuantile, tQuantile } from './distributions'
import { expectSame, readJson } from './fixtures/reference'

// The packages must be as good as R's own functions wherever an estimate leans on them.

const wanted: {
  normal: [p: number, q: number][]
  probability: [x: number, p: number][]
  t: [p: number, df: number, q: number][]
  beta: [p: number, a: number, b: number, q: number][]
} = readJson('distributions.json')

/** R prints a median of zero as 1e-17 or so. */
const none = 1e-15

test('the normal distribution and its quantiles', () => {
  expect(wanted.normal.length + wanted.probability.length).toBe(29)
  for (const [p, q] of wanted.normal) expectSame(normalQuantile(p), q, `qnorm(${p})`, none)
  for (const [x, p] of wanted.probability) expectSame(normalProbability(x), p, `pnorm(${x})`, 0)
})

test("quantiles of Student's t, whole degrees of freedom and others", () => {
  expect(wanted.t.length).toBe(208)
  for (const [p, df, q] of wanted.t) expectSame(tQuantile(p, df), q, `qt(${p}, ${df})`, none)
  expect(tQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975))
})

test('quantiles of the beta distribution', () => {
  expect(wanted.beta.length).toBe(261)
  for (const [p, a, b, q] of wanted.beta)
    expectSame(betaQuantile(p, a, b), q, `qbeta(${p}, ${a}, ${b})`, none)
  expect([betaQuantile(0.025, 0, 11), betaQuantile(0.975, 11, 0)]).toEqual([0, 1])
})
