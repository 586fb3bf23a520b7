import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './fixtures/outcome-rates.json'
import {
  contactRate1,
  type Fieldwork,
  fieldworkProblems,
  outcomeRates,
  refusalRate1,
  responseRate1,
} from './response-rate'

describe('the formulas of AAPOR', () => {
  test.each(reference.cases)(
    'give what the R package outcomerate gives: $name',
    ({ counts, rates, digits }) => {
      const people = {
        completed: counts.I,
        partial: counts.P,
        refused: counts.R,
        notReached: counts.NC,
        other: counts.O,
        unknown: counts.UH + counts.UO,
      }
      expect(responseRate1(people)).toBeCloseTo(rates.RR1, digits)
      expect(refusalRate1(people)).toBeCloseTo(rates.REF1, digits)
      expect(contactRate1(people)).toBeCloseTo(rates.CON1, digits)
    },
  )

  test('what a round counted gives the same, where it has neither part nor other', () => {
    // 1691 of the vignette: partial interviews counted as answers, the one "other" as unknown.
    const counted = { asked: 1691, refused: 59, notReached: 288, notEligible: 71 }
    const rates = ratesOf(760 + 339, counted)
    // RR2 of the vignette: all who answered, in part or in whole.
    expect(rates.response.share).toBeCloseTo(0.67839506, 8)
    expect(rates.refusal.share).toBeCloseTo(0.03641975, 8)
    expect(rates.contact.share).toBeCloseTo((760 + 339 + 59) / 1620, 12)
  })
})

function ratesOf(answers: number, fieldwork: Fieldwork) {
  const rates = outcomeRates(answers, fieldwork)
  if (!rates.ok) throw new Error(rates.problems.map(({ message }) => message).join('\n'))
  return rates.value
}

const nothing: Fieldwork = { asked: null, refused: null, notReached: null, notEligible: null }

describe('what is possible with what was counted', () => {
  test.each<[string, Fieldwork, readonly (readonly string[])[]]>([
    ['nothing', nothing, [['asked'], ['asked', 'refused'], ['asked', 'refused', 'notReached']]],
    ['how many were asked', { ...nothing, asked: 50 }, [[], ['refused'], ['refused', 'notReached']]],
    ['and how many said no', { ...nothing, asked: 50, refused: 5 }, [[], [], ['notReached']]],
    ['and how many were not reached', { ...nothing, asked: 50, refused: 5, notReached: 9 }, [[], [], []]],
    ['refusals alone', { ...nothing, refused: 5 }, [['asked'], ['asked'], ['asked', 'notReached']]],
  ])('%s', (_, fieldwork, lacks) => {
    const { response, refusal, contact } = ratesOf(20, fieldwork)
    expect([response, refusal, contact].map((rate) => rate.lacks)).toEqual(lacks)
    for (const rate of [response, refusal, contact]) expect(rate.share === null).toBe(rate.lacks.length > 0)
  })

  test('where nobody eligible was asked there is no rate, and nothing that would help', () => {
    const { response } = ratesOf(0, { ...nothing, asked: 3, notEligible: 3 })
    expect(response).toEqual({ formula: 'RR1', share: null, lacks: [] })
  })
})

describe('numbers that contradict each other are refused by field', () => {
  test.each<[string, number, Fieldwork, readonly string[]]>([
    ['more answers than people', 21, { ...nothing, asked: 20, refused: 30 }, ['asked fewer_than_answers']],
    ['a part larger than the whole', 5, { ...nothing, asked: 20, refused: 21 }, ['refused more_than_asked']],
    [
      'two such parts',
      5,
      { ...nothing, asked: 20, notReached: 21, notEligible: 40 },
      ['notReached more_than_asked', 'notEligible more_than_asked'],
    ],
    [
      'parts that come to more than the whole',
      8,
      { asked: 20, refused: 5, notReached: 5, notEligible: 3 },
      ['asked fewer_than_told'],
    ],
    ['parts that come to the whole', 8, { asked: 20, refused: 5, notReached: 5, notEligible: 2 }, []],
    ['no whole to be larger than', 800, { ...nothing, refused: 5 }, []],
  ])('%s', (_, answers, fieldwork, faults) => {
    expect(fieldworkProblems(answers, fieldwork).map(({ path, code }) => `${path} ${code}`)).toEqual(faults)
    expect(outcomeRates(answers, fieldwork).ok).toBe(faults.length === 0)
  })
})

const people = fc.nat(5_000)

test('each rate is a share, and whoever answered or refused was reached', () => {
  fc.assert(
    fc.property(people, people, people, people, people, (answers, refused, notReached, notEligible, rest) => {
      const asked = answers + refused + notReached + notEligible + rest
      const rates = ratesOf(answers, { asked, refused, notReached, notEligible })
      const [rr1, ref1, con1] = [rates.response, rates.refusal, rates.contact].map(({ share }) => share)
      if (asked === notEligible) return expect([rr1, ref1, con1]).toEqual([null, null, null])
      expect((rr1 ?? 0) + (ref1 ?? 0)).toBeCloseTo(con1 ?? Number.NaN, 12)
      expect(con1).toBeLessThanOrEqual(1)
      // One more person who was never heard of lowers every rate that is not nothing.
      const more = ratesOf(answers, { asked: asked + 1, refused, notReached, notEligible })
      if (answers > 0) expect(more.response.share).toBeLessThan(rr1 ?? 0)
    }),
  )
})
