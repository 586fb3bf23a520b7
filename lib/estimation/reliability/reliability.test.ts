import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyEntry, expectNear } from '../fixtures/every-entry'
import { readJson, table } from '../fixtures/reference'
import type { Consistency } from './alpha'
import { completeRows, covarianceMatrix } from './covariance'
import { oneFactorByLikelihood, patternsOfColumns } from './full-information'
import { minimumResiduals, omegaOfModel } from './one-factor'
import { reliabilityOfAnswers, reliabilityOfCovariances, type ScaleReliability } from './reliability'

type Column = { readonly item: string; readonly values: readonly (number | null)[] }

const reference = readJson('reliability-bfi.json')
const rows = table(reference.data)
const reversed = new Set<string>(reference.reversed.items)

function columnsOf(items: readonly string[]): readonly Column[] {
  return items.map((item) => ({
    item,
    values: rows.map((row) => {
      const cell = row[item] ?? ''
      if (cell === '') return null
      return reversed.has(item) ? 7 - Number(cell) : Number(cell)
    }),
  }))
}

/** Only the people who answered all of the items. */
function complete(columns: readonly Column[]): readonly Column[] {
  const kept = completeRows(columns.map(({ values }) => values))
  return columns.map(({ item, values }) => ({ item, values: kept.map((row) => values[row] ?? null) }))
}

/** Checks of a table of R's, one figure a name. */
function figures(of: Readonly<Record<string, number | null | undefined>>, what: string, relative = 1e-8) {
  return Object.fromEntries(
    Object.entries(of).map(([name, actual]) => [
      name,
      (wanted: number) => expectNear(actual, wanted, relative, `${what} ${name}`),
    ]),
  )
}

function expectAlpha(wanted: Record<string, unknown>, columns: readonly Column[], actual: ScaleReliability) {
  const items = columns.map(({ item }) => item)
  const common = (scale: Consistency | null | undefined) => ({
    raw_alpha: scale?.alpha,
    'std.alpha': scale?.alphaStandardised,
    'G6(smc)': scale?.lambda6,
    average_r: scale?.averageCorrelation,
    'S/N': scale?.signalToNoise,
  })
  everyEntry(wanted, {
    scale: () => {},
    missing: () => {},
    call: () => {},
    items: (names: readonly string[]) => expect(items).toEqual(names),
    n_rows: (n: number) => expect(actual.n).toBe(n),
    n_complete: (n: number) => expect(actual.complete).toBe(n),
    total: (total: Record<string, unknown>) =>
      everyEntry(
        total,
        figures(
          {
            ...common(actual),
            ase: actual.alphaSe,
            mean: actual.scoreMean,
            sd: actual.scoreSd,
            median_r: actual.medianCorrelation,
          },
          'total',
        ),
      ),
    alpha_if_item_dropped: (table: readonly { item: string }[]) => {
      expect(table.map(({ item }) => item)).toEqual(items)
      for (const [position, { item, ...entries }] of table.entries()) {
        const dropped = actual.items[position]?.ifDropped
        everyEntry(
          entries,
          figures(
            {
              ...common(dropped),
              'alpha se': dropped?.alphaSe,
              'var.r': dropped?.varianceOfCorrelations,
              'med.r': dropped?.medianCorrelation,
            },
            `without ${item}`,
          ),
        )
      }
    },
    item_stats: (table: readonly { item: string }[]) => {
      expect(table.map(({ item }) => item)).toEqual(items)
      for (const [position, { item, ...entries }] of table.entries()) {
        const ours = actual.items[position]
        everyEntry(
          entries,
          figures(
            {
              n: ours?.n,
              'raw.r': ours?.itemTotal,
              'std.r': ours?.itemTotalStandardised,
              'r.cor': ours?.itemTotalCorrected,
              'r.drop': ours?.itemRest,
              mean: ours?.mean,
              sd: ours?.sd,
            },
            item,
          ),
        )
      }
    },
  })
}

test('every part of the reference is looked at', () => {
  everyEntry(reference, {
    versions: () => {},
    tolerance: (value: number) => expect(value).toBe(1e-8),
    tolerance_factor_models: (value: number) => expect(value).toBe(1e-4),
    data: () => expect(rows).toHaveLength(2800),
    reversed: (entry: { rule: string }) => expect(entry.rule).toBe('7 - x'),
    scales: (scales: readonly unknown[]) => expect(scales).toHaveLength(4),
  })
})

describe.each(reference.scales as ({ scale: string; omega: { items: string[] } } & Record<string, never>)[])(
  '$scale, as R',
  ({ scale: _, ...entries }) => {
    const all = columnsOf(entries.omega.items)
    const listwise = complete(all)
    const plain = reliabilityOfAnswers(listwise)
    const values = (columns: readonly Column[]) => columns.map((column) => column.values)

    const expectFactor =
      (
        loadings: readonly number[] | undefined,
        uniquenesses: readonly number[] | undefined,
        omega: number | null | undefined,
      ) =>
      (wanted: Record<string, unknown>) => {
        const expectList =
          (actual: readonly number[] | undefined, what: string) => (list: readonly number[]) => {
            expect(actual).toHaveLength(list.length)
            for (const [position, value] of list.entries())
              expectNear(actual?.[position], value, 1e-4, `${what} ${position + 1}`)
          }
        everyEntry(wanted, {
          call: () => {},
          loadings: expectList(loadings, 'loading'),
          uniquenesses: expectList(uniquenesses, 'uniqueness'),
          residual_variances: expectList(uniquenesses, 'residual variance'),
          omega_total: (value: number) => expectNear(omega, value, 1e-4, 'omega'),
          omega_raw: (value: number) => expectNear(omega, value, 1e-4, 'omega'),
        })
      }

    const likelihood = (columns: readonly Column[]) =>
      oneFactorByLikelihood(patternsOfColumns(values(columns)))
    const factorChecks = () => {
      const minres = plain.omega
      const ml = reliabilityOfAnswers(all, { method: 'ml' }).omega
      const ofComplete = likelihood(listwise)
      const ofAll = likelihood(all)
      const raw = ({ loadings, residualVariances }: typeof ofAll) =>
        expectFactor(loadings, residualVariances, omegaOfModel(loadings, residualVariances))
      return {
        scale: () => {},
        n_complete: (n: number) => expect(plain.n).toBe(n),
        items: () => {},
        one_factor_minres: expectFactor(minres?.loadings, minres?.uniquenesses, minres?.ofModel),
        one_factor_ml: expectFactor(ml?.loadings, ml?.uniquenesses, ml?.ofModel),
        factanal: expectFactor(ml?.loadings, ml?.uniquenesses, ml?.ofModel),
        psych_omega: (wanted: Record<string, unknown>) =>
          everyEntry(wanted, {
            call: () => {},
            omega_tot: (value: number) => expectNear(minres?.total, value, 1e-4, 'omega total'),
            ...figures({ alpha: plain.alphaStandardised, G6: plain.lambda6 }, 'omega'),
          }),
        lavaan_cfa_listwise: raw(ofComplete),
        lavaan_cfa_fiml: raw(ofAll),
      }
    }

    const checks: Readonly<Record<string, (entry: never) => void>> = {
      alpha_pairwise: (wanted: Record<string, unknown>) =>
        expectAlpha(wanted, all, reliabilityOfAnswers(all, { missing: 'pairwise' })),
      alpha_listwise: (wanted: Record<string, unknown>) => {
        expectAlpha(wanted, listwise, plain)
        // Incomplete rows make no difference to what rests on complete ones.
        const uncut = reliabilityOfAnswers(all)
        expect([uncut.n, uncut.alpha, uncut.omega]).toEqual([plain.n, plain.alpha, plain.omega])
      },
      plain_alpha_listwise: (wanted: { value: number }) =>
        expectNear(plain.alpha, wanted.value, 1e-8, 'alpha by its plain formula'),
      item_rest_listwise: (wanted: { value: Record<string, unknown> }) =>
        everyEntry(
          wanted.value,
          figures(Object.fromEntries(plain.items.map(({ item, itemRest }) => [item, itemRest])), 'item-rest'),
        ),
      omega: (wanted: Record<string, unknown>) => everyEntry(wanted, factorChecks()),
    }

    test.each(Object.keys(entries))('%s', (name) => {
      everyEntry({ [name]: entries[name] }, checks)
    })

    test('the matrix of a scale gives what its answers give', () => {
      const fromMatrix = reliabilityOfCovariances({
        items: entries.omega.items,
        covariances: covarianceMatrix(values(all), 'listwise'),
        n: plain.n,
      })
      expect([fromMatrix.alpha, fromMatrix.alphaSe, fromMatrix.omega]).toEqual([
        plain.alpha,
        plain.alphaSe,
        plain.omega,
      ])
    })
  },
)

test('three items: the worked example of the framework', () => {
  const {
    columns,
    rows: people,
    reliability,
  } = JSON.parse(
    readFileSync(new URL('../../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
  ).estimators
  const actual = reliabilityOfAnswers(
    reliability.items.map((item: string) => ({
      item,
      values: people.map((person: number[]) => person[columns.indexOf(item)]),
    })),
  )
  everyEntry(reliability, {
    items: (items: readonly string[]) => expect(actual.items.map(({ item }) => item)).toEqual(items),
    n: (n: number) => expect(actual.n).toBe(n),
    alpha: (value: number) => expectNear(actual.alpha, value, 1e-8, 'alpha'),
    omegaTotal: (value: number) => expectNear(actual.omega?.total, value, 1e-8, 'omega'),
    loadings: (values: readonly number[]) => {
      for (const [position, value] of values.entries())
        expectNear(actual.omega?.loadings[position], value, 1e-8, `loading ${position + 1}`)
    },
  })
})

/** Answers of people to items of one factor, plus noise. */
const scale = fc
  .record({ k: fc.integer({ min: 3, max: 7 }), n: fc.integer({ min: 20, max: 60 }), seed: fc.integer() })
  .map(({ k, n, seed }) => {
    let state = seed >>> 0
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32 - 0.5
    }
    const trait = Array.from({ length: n }, next)
    return Array.from({ length: k }, (_, item) => ({
      item: `q${item}`,
      values: trait.map((f) => 3 * f + 2 * (1 + (item % 3)) * next()),
    }))
  })

describe('laws', () => {
  test('alpha and omega do not mind the order of items, nor a shift or stretch of all answers', () => {
    fc.assert(
      fc.property(scale, fc.double({ min: -50, max: 50, noNaN: true }), (columns, shift) => {
        const plain = reliabilityOfAnswers(columns)
        const changed = reliabilityOfAnswers(
          [...columns].reverse().map(({ item, values }) => ({
            item,
            values: values.map((value) => 10 * value + shift),
          })),
        )
        expect(changed.alpha).toBeCloseTo(plain.alpha ?? Number.NaN, 9)
        expect(changed.alphaStandardised).toBeCloseTo(plain.alphaStandardised ?? Number.NaN, 9)
        expect(changed.omega?.total).toBeCloseTo(plain.omega?.total ?? Number.NaN, 6)
        expect(plain.alpha).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a factor that made the correlations is found again, by least squares and by likelihood', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.3, max: 0.9, noNaN: true }), { minLength: 3, maxLength: 8 }),
        (loadings) => {
          const exact = loadings.map((a, i) => loadings.map((b, j) => (i === j ? 1 : a * b)))
          const items = loadings.map((_, item) => `q${item}`)
          for (const method of ['minres', 'ml'] as const) {
            const found = reliabilityOfCovariances({ items, covariances: exact, n: 500, method }).omega
            for (const [position, loading] of loadings.entries())
              expect(found?.loadings[position]).toBeCloseTo(loading, 5)
            expect(found?.total).toBeCloseTo(
              omegaOfModel(
                loadings,
                loadings.map((a) => 1 - a ** 2),
              ) ?? 0,
              5,
            )
          }
        },
      ),
    )
  })

  test('no loading near the minimum leaves smaller residuals', () => {
    fc.assert(
      fc.property(scale, fc.nat(6), fc.constantFrom(-0.01, 0.01), (columns, which, step) => {
        const r = covarianceMatrix(
          columns.map(({ values }) => values),
          'listwise',
        )
        const correlations = r.map((row, i) =>
          row.map((value, j) => value / Math.sqrt((r[i]?.[i] ?? 1) * (r[j]?.[j] ?? 1))),
        )
        const { loadings } = minimumResiduals(correlations)
        fc.pre(columns.length > 3)
        const left = (tried: readonly number[]) =>
          correlations.reduce(
            (sum, row, i) =>
              row.reduce(
                (part, value, j) =>
                  i === j ? part : part + (value - (tried[i] ?? 0) * (tried[j] ?? 0)) ** 2,
                sum,
              ),
            0,
          )
        const moved = loadings.map((loading, i) =>
          i === which % columns.length ? Math.max(-1, Math.min(1, loading + step)) : loading,
        )
        expect(left(moved)).toBeGreaterThanOrEqual(left(loadings) - 1e-12)
      }),
    )
  })
})

describe('what cannot be reckoned is null and says why', () => {
  const answers = (...lists: (number | null)[][]) => lists.map((values, i) => ({ item: `q${i + 1}`, values }))
  const rising = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 3]
  const other = [2, 1, 3, 5, 4, 2, 1, 4, 3, 5, 3]

  test.each([
    ['one item', answers(rising), 'too_few_items', /Name two items/],
    ['nine people', answers(rising.slice(0, 9), other.slice(0, 9)), 'too_few_people', /Only 9 people/],
    [
      'people who skipped an item do not count',
      answers(rising, [null, null, ...other.slice(2)]),
      'too_few_people',
      /Only 9 people/,
    ],
    [
      'an item that does not vary',
      answers(
        rising,
        other,
        rising.map(() => 4),
      ),
      'item_without_variance',
      /the same answer to "q3".*Leave it out/,
    ],
    [
      'two items that nobody answered both',
      answers(
        [...rising, ...rising.map(() => null)],
        [...other.map(() => null), ...other],
        [...rising, ...other],
      ),
      'items_never_together',
      /both "q1" and "q2"/,
    ],
  ])('%s', (_, columns, code, message) => {
    const missing = code === 'items_never_together' ? 'pairwise' : 'listwise'
    const actual = reliabilityOfAnswers(columns, { missing })
    expect([actual.alpha, actual.alphaStandardised, actual.omega]).toEqual([null, null, null])
    expect(actual.notes.map((note) => note.code)).toEqual([code])
    expect(actual.notes[0]?.message).toMatch(message)
    expect(actual.items.map(({ itemRest }) => itemRest)).toEqual(columns.map(() => null))
  })

  test('two items have an alpha and no omega', () => {
    const actual = reliabilityOfAnswers(answers(rising, other))
    expect(actual.alpha).toBeGreaterThan(0.5)
    expect([actual.omega, actual.items[0]?.ifDropped, actual.notes[0]?.code]).toEqual([
      null,
      null,
      'omega_needs_three',
    ])
  })

  test('an item against the others is named; missing shares are told', () => {
    const actual = reliabilityOfAnswers(
      answers(
        rising,
        [...other.slice(0, 10), null],
        rising.map((value) => 6 - value),
      ),
    )
    expect(actual.notes.map((note) => note.path)).toContain('items.q3')
    expect(actual.items.map(({ missing }) => missing)).toEqual([0, 1 / 11, 0])
  })

  test('a loading over 1 is held at 1 and named', () => {
    // λ₁² = 0.9 · 0.9 / 0.5 = 1.62
    const actual = reliabilityOfCovariances({
      items: ['q1', 'q2', 'q3'],
      covariances: [
        [1, 0.9, 0.9],
        [0.9, 1, 0.5],
        [0.9, 0.5, 1],
      ],
      n: 100,
    })
    expect(actual.omega?.capped).toEqual(['q1'])
    expect([actual.omega?.loadings[0], actual.omega?.uniquenesses[0]]).toEqual([1, 0])
    expect(actual.notes.map((note) => note.code)).toEqual(['loading_capped'])
    // 1 − (0 + 0.5 + 0.5) / (3 + 2 · 2.3)
    expect(actual.omega?.total).toBeCloseTo(1 - 1 / 7.6, 12)
  })

  test('more than three items: a loading is held at 1 only where it would go beyond', () => {
    const of = (r: (i: number, j: number) => number) =>
      reliabilityOfCovariances({
        items: ['q1', 'q2', 'q3', 'q4'],
        covariances: [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : r(i, j)))),
        n: 100,
      })
    const held = of((i, j) => (i === 0 || j === 0 ? 0.8 : 0.3))
    expect([held.omega?.capped, held.omega?.loadings[0]]).toEqual([['q1'], 1])
    const perfect = of(() => 1)
    expect([perfect.omega?.capped, perfect.omega?.total, perfect.alpha]).toEqual([[], 1, 1])
  })
})
