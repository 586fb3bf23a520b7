import { describe, expect, test } from 'vitest'
import { estimateMean, estimateTotal } from './estimate'
import { column, designOf, expectSame, numbers, readJson, table } from './fixtures/reference'
import { meanInterval } from './interval'
import { type LonelyPsu, lonelyPsuOptions } from './variance'

// Every entry of survey-lonely-psu.json.

type Term = {
  readonly term: string
  readonly estimate: number
  readonly se: number
  readonly ci_normal: readonly [number, number]
  readonly ci_t?: readonly [number, number]
  readonly ci_t_full_design_df?: readonly [number, number]
  readonly deff?: null
}
type Terms = {
  readonly level: number
  readonly degf: number
  readonly estimates: readonly Term[]
  readonly vcov?: readonly number[]
}
type Option = {
  readonly option: LonelyPsu
  readonly error?: string
  readonly degf: number
  readonly mean: Terms
  readonly by_race: Terms
  readonly total: Terms
}

const reference: {
  versions: unknown
  tolerance: number
  data: string
  note: string
  svydesign: string
  options: Option[]
  domain: {
    data: string
    domain: string
    note: string
    results: {
      adjust_domain_lonely: boolean
      option: LonelyPsu
      degf: number
      estimate: number
      se: number
    }[]
  }
} = readJson('survey-lonely-psu.json')

const rows = table(reference.data)
const design = designOf(rows, reference.svydesign)
const y = numbers(rows, 'HI_CHOL')
const race = column(rows, 'race')

test('the file has nothing that is not looked at', () => {
  const { versions, tolerance, data, note, svydesign, options, domain, ...rest } = reference
  expect([versions, tolerance, data, note, svydesign].every((part) => part !== undefined)).toBe(true)
  expect(Object.keys(rest)).toEqual([])
  expect(options.map(({ option }) => option).sort()).toEqual([...lonelyPsuOptions].sort())
  expect(Object.keys(domain)).toEqual(['data', 'domain', 'note', 'results'])
})

describe('strata with a single sampling unit', () => {
  test.each(reference.options)('$option, as R', ({ option, error, degf, mean, by_race, total, ...rest }) => {
    expect(Object.keys(rest)).toEqual([])
    if (error !== undefined) {
      expect(error).toMatch(/Stratum \(75\)/)
      expect(() => estimateMean(design, y, { lonelyPsu: option })).toThrow(
        /Stratum \(75\) has only one sampling unit.* Choose adjust, certainty, remove or average/,
      )
      return
    }
    const blocks = [
      { terms: mean, of: (_: string, how: object) => estimateMean(design, y, { ...how, lonelyPsu: option }) },
      {
        terms: total,
        of: (_: string, how: object) => estimateTotal(design, y, { ...how, lonelyPsu: option }),
      },
      {
        terms: by_race,
        of: (term: string, how: object) =>
          estimateMean(design, y, { ...how, lonelyPsu: option, domain: (row) => race[row] === term }),
      },
    ]
    for (const { terms, of } of blocks) {
      expect(
        Object.keys(terms).filter((key) => !['level', 'degf', 'estimates', 'vcov'].includes(key)),
      ).toEqual([])
      for (const [place, term] of terms.estimates.entries()) {
        const { ci_normal, ci_t, ci_t_full_design_df, deff, estimate, se, ...others } = term
        expect(Object.keys(others)).toEqual(['term'])
        expect(deff ?? null).toBeNull()
        const found = of(term.term, { level: terms.level })
        const normal = of(term.term, { level: terms.level, interval: 'normal' })
        expectSame(found?.estimate, estimate, term.term)
        expectSame(found?.se, se, `${term.term} se`)
        if (terms.vcov !== undefined) expectSame((found?.se ?? 0) ** 2, terms.vcov[place] ?? null, 'vcov')
        const full = meanInterval(found?.estimate ?? 0, found?.se ?? 0, degf, terms.level)
        for (const side of [0, 1] as const) {
          expectSame(normal?.ci?.[side], ci_normal[side], `${term.term} ci_normal`)
          if (ci_t !== undefined) expectSame(found?.ci?.[side], ci_t[side], `${term.term} ci_t`)
          if (ci_t_full_design_df !== undefined)
            expectSame(full?.[side], ci_t_full_design_df[side], `${term.term} full df`)
        }
        if (ci_t !== undefined) expect([found?.df, terms.degf]).toEqual([degf, degf])
      }
    }
  })
})

describe('a domain that leaves one unit in a stratum', () => {
  const { data, results } = reference.domain
  const all = table(data)
  const whole = designOf(all, reference.svydesign)
  const [strata, units] = [numbers(all, 'SDMVSTRA'), numbers(all, 'SDMVPSU')]
  // SDMVSTRA %in% c(75, 76, 77) & !(SDMVSTRA == 76 & SDMVPSU == 2)
  const domain = (row: number) =>
    [75, 76, 77].includes(strata[row] ?? 0) && !(strata[row] === 76 && units[row] === 2)

  test.each(results)('$option, adjusted in the domain: $adjust_domain_lonely', (entry) => {
    const { option, adjust_domain_lonely, degf, estimate, se, ...rest } = entry
    expect(Object.keys(rest)).toEqual([])
    const found = estimateMean(whole, numbers(all, 'HI_CHOL'), {
      domain,
      lonelyPsu: option,
      adjustsLonelyInDomain: adjust_domain_lonely,
    })
    expectSame(found?.estimate, estimate, 'estimate')
    expectSame(found?.se, se, 'se')
    expect(found?.df).toBe(degf)
  })
})
