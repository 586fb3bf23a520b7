import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSame } from './fixtures/reference'
import { splineThrough } from './spline'

// R 4.2.2: spline(x, y, n), whose method is "fmm".
test.each([
  {
    x: [1, 2, 4],
    y: [0, 3, 1],
    wanted: [0, 1.4375, 2.5, 3.1875, 3.5, 3.4375, 3, 2.1875, 1],
  },
  {
    x: [1, 2, 4, 4.5, 7],
    y: [0, 3, 1, 1, 9],
    wanted: [
      0, 2.15193068631464, 3, 2.91903909128121, 2.29748942556965, 1.52719504707327, 1, 1, 1.43940510301542,
      2.35910765452313, 3.85910765452313, 6.03940510301542, 9,
    ],
  },
])('the spline through $x, as R', ({ x, y, wanted }) => {
  const valueAt = splineThrough(x.map((at, place) => [at, y[place] ?? 0]))
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 0]
  for (const [place, value] of wanted.entries())
    expectSame(valueAt(first + (place * (last - first)) / (wanted.length - 1)), value, `${place}`)
})

test('a cubic comes back as itself', () => {
  const coefficient = fc.integer({ min: -9, max: 9 })
  fc.assert(
    fc.property(
      coefficient,
      coefficient,
      coefficient,
      fc.double({ min: 0, max: 9, noNaN: true }),
      (a, b, c, at) => {
        const cubic = (x: number) => a * x ** 3 + b * x ** 2 + c * x + 1
        const valueAt = splineThrough([0, 1, 2.5, 3, 6, 9].map((x) => [x, cubic(x)]))
        expect(Math.abs(valueAt(at) - cubic(at))).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(cubic(9))))
      },
    ),
  )
})

test('two points make no spline', () => {
  expect(() =>
    splineThrough([
      [0, 1],
      [1, 2],
    ]),
  ).toThrow(/three points/)
})
