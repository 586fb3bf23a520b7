import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diagnosticsOf } from '@/lib/weighting/fit-weights'
import { type ReleasedWeighting, shownWeighting } from './weighting'

const released: ReleasedWeighting = {
  id: 'w',
  weightsKey: 'w 3',
  title: 'Census',
  madeOn: '2026-03-01',
  madeBy: 'manager@example.org',
  method: 'poststratification',
  margins: ['gender'],
  upon: null,
  hasStrata: false,
  hasSamplingUnits: false,
  unitsInPopulation: {},
  withoutWeight: 0,
  diagnostics: {
    n: 400,
    smallest: 0.52,
    largest: 5.1,
    kishDeff: 2.78,
    effectiveN: 143.9,
    trimmedShare: 0.01,
  },
  fault: 'Nobody who answered is in the category "another" of "gender".',
}

test('beside protected figures limits are told, which hold, and no fault that names an empty band', () => {
  expect(shownWeighting(released, false)).toMatchObject({
    smallest: null,
    largest: null,
    kishDeff: 3,
    effectiveN: 133,
    trimmedShare: null,
    fault: 'The people of this release could not meet the margins.',
  })
  expect(shownWeighting(released, true)).toMatchObject({
    largest: 5.1,
    kishDeff: 2.78,
    fault: released.fault,
  })
  for (const isExact of [true, false]) {
    const said = JSON.stringify(shownWeighting(released, isExact))
    expect(said).not.toContain('manager@example.org')
    expect(said).not.toContain('w 3')
  }
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (weights) => {
        const diagnostics = diagnosticsOf(weights)
        const shown = shownWeighting({ ...released, diagnostics }, false)
        expect(shown?.kishDeff).toBeGreaterThanOrEqual(diagnostics.kishDeff * (1 - 1e-9))
        expect(shown?.effectiveN).toBeLessThanOrEqual(diagnostics.effectiveN * (1 + 1e-9))
      },
    ),
  )
})

test('people without a weight are told in tens beside protected figures, and nothing else there tells how many they are', () => {
  const responses = 240
  const shownOf = (withoutWeight: number, isExact: boolean) =>
    shownWeighting(
      {
        ...released,
        withoutWeight,
        diagnostics: diagnosticsOf(new Array<number>(responses - withoutWeight).fill(1)),
      },
      isExact,
    )
  expect(shownOf(0, false)?.withoutWeight).toBe(0)
  for (let withoutWeight = 1; withoutWeight <= 230; withoutWeight += 1) {
    const shown = shownOf(withoutWeight, false)
    expect(shown).toEqual(shownOf(10 * Math.ceil(withoutWeight / 10), false))
    expect(shown?.withoutWeight).toBeGreaterThanOrEqual(withoutWeight)
    expect(shown?.effectiveN).toBeLessThanOrEqual(responses - withoutWeight)
    expect(shownOf(withoutWeight, true)?.withoutWeight).toBe(withoutWeight)
  }
})

test('from the limits of weights fitted to a known margin nobody learns a count of people more closely than its own error leaves it', () => {
  const total = 100
  const shares = [0.05, 0.1, 0.2, 0.3, 0.5]
  for (const share of shares) {
    const shownOf = (women: number) => {
      const weight = (people: number, part: number) => new Array<number>(people).fill(part / people)
      const weights = [...weight(women, share), ...weight(total - women, 1 - share)]
      const { smallest, largest, kishDeff } = shownWeighting(
        { ...released, diagnostics: diagnosticsOf(weights) },
        false,
      ) as NonNullable<ReturnType<typeof shownWeighting>>
      return JSON.stringify([smallest, largest, kishDeff])
    }
    // Every count from the least that is shown has others that look the same.
    for (let women = 10; women <= 90; women += 1) {
      const same = Array.from({ length: total - 1 }, (_, place) => place + 1).filter(
        (other) => shownOf(other) === shownOf(women),
      )
      expect([share, women, same.length >= 4]).toEqual([share, women, true])
    }
  }
})
