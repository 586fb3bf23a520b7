import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTable } from '@/lib/disclosure/lattice'
import { surveyDesign } from '@/lib/estimation/design'
import { estimateMean } from '@/lib/estimation/estimate'
import { estimateProportion } from '@/lib/estimation/proportion'
import { scoreResponse } from '@/lib/scoring/score'
import golden from '../scoring/fixtures/golden.json'
import { instrument, migrants, noiseOf, type Person, rowsOf, tableOf } from './fixtures/population'
import { type Profile, type Protection, profileOf, type VisibleCell } from './profile'
import type { ReleasedWeighting } from './weighting'

const migrant = instrument('migrant-short')
const exact: Protection = { kind: 'exact' }
const guarded: Protection = {
  kind: 'protected',
  release: { number: 2, responses: 400, madeOn: '2026-03-01' },
  minimumCell: 10,
  noise: noiseOf('round one'),
  weights: '',
}

function profile(
  people: readonly Person[],
  protection: Protection,
  by: readonly string[] = ['category'],
  where: Readonly<Record<string, string>> = {},
  questionnaire = migrant,
): Profile {
  const plan = planTable(questionnaire, by, where)
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems))
  return profileOf({
    questionnaire,
    rows: tableOf(rowsOf(questionnaire, people), plan.value.breakdowns),
    plan: plan.value,
    survey: 'harbour',
    generatedOn: '2026-03-02',
    isSynthetic: false,
    sampleDesign: 'non_probability',
    protection,
  })
}

function cellOf(from: Profile, group: Readonly<Record<string, string>>): VisibleCell {
  const cell = from.cells.find((candidate) =>
    Object.entries(group).every(([name, code]) => candidate.group[name] === code),
  )
  if (cell === undefined || cell.suppressed) throw new Error(`no figures of ${JSON.stringify(group)}`)
  return cell
}

const people = migrants(400, 1)

test('a profile has the shape that contracts promise', () => {
  const shown = profile(people, guarded)
  expect(shown).toMatchObject({
    survey: 'harbour',
    generatedAt: '2026-03-02',
    synthetic: false,
    by: ['category'],
    where: {},
    release: { number: 2, responses: 400 },
    method: { disclosure: { exact: false, minimumCell: 10 } },
  })
  expect(shown.cells.map(({ group }) => group)).toEqual([
    { category: 'privileged' },
    { category: 'average' },
    { category: 'victim' },
    { category: 'undetermined' },
  ])
  const number = expect.any(Number)
  expect(cellOf(shown, { category: 'victim' })).toMatchObject({
    suppressed: false,
    n: number,
    overall: { mean: number, se: number, ci: [number, number] },
    dimensions: {
      legal_status: {
        mean: number,
        se: number,
        ci: [number, number],
        deprived: { share: number, ci: [number, number] },
      },
    },
    poverty: { H: number, A: number, M0: number },
  })
})

test('an exact profile has no release and is marked', () => {
  const shown = profile(people, exact)
  expect('release' in shown).toBe(false)
  expect(shown.method.disclosure.exact).toBe(true)
  expect(shown.notes.map(({ code }) => code)).toContain('not_for_publication')
})

test('a suppressed cell says its group and nothing more, empty or small', () => {
  const few = migrants(60, 3).filter((person, index) => person.category !== 'victim' || index < 10)
  const shown = profile(
    few.filter(({ category }) => category !== 'undetermined'),
    guarded,
  )
  expect(shown.cells.filter(({ suppressed }) => suppressed)).toEqual([
    { group: { category: 'victim' }, suppressed: true },
    { group: { category: 'undetermined' }, suppressed: true },
  ])
  expect(shown.undetermined).toEqual([{ group: {}, share: null }])
})

test('an exact profile agrees with means and shares over people', () => {
  const shown = profile(people, exact, ['category', 'gender'], { area_type: 'city' })
  const inCell = people.filter(
    ({ category, bands }) => category === 'victim' && bands.gender === 'woman' && bands.area_type === 'city',
  )
  const cell = cellOf(shown, { category: 'victim', gender: 'woman' })
  expect(cell.n).toBe(inCell.length)
  const scores = inCell.flatMap(({ scored }) => scored.dimensions.legal_status ?? [])
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length
  expect(cell.dimensions.legal_status?.mean).toBeCloseTo(mean, 10)
  const flags = inCell.flatMap(({ scored }) => scored.deprived.legal_status ?? [])
  expect(cell.dimensions.legal_status?.deprived?.share).toBeCloseTo(
    flags.filter(Boolean).length / flags.length,
    12,
  )
  const inGroup = people.filter(({ bands }) => bands.gender === 'woman' && bands.area_type === 'city')
  expect(cell.share?.share).toBeCloseTo(inCell.length / inGroup.length, 12)
  // Everybody of the round belongs to the design, those outside the domain as zeros: n/(n − 1) has the round's n.
  const squares = scores.reduce((sum, y) => sum + ((y - mean) / scores.length) ** 2, 0)
  expect(cell.dimensions.legal_status?.se).toBeCloseTo(Math.sqrt((400 / 399) * squares), 10)
  // R's degf(subset(design, domain)) counts the people of the domain, those without a score too.
  expect(scores.length).toBeLessThan(inCell.length)
  expect(cell.dimensions.legal_status?.design?.df).toBe(inCell.length - 1)
})

test.each(golden.poverty)('poverty over the worked examples at k = $result.k', ({ examples, result }) => {
  const forms = new Map([instrument('migrant-short'), instrument('migrant-long')].map((q) => [q.id, q]))
  const crowd = examples.flatMap((id, index): Person[] => {
    const example = golden.examples.find((candidate) => candidate.id === id)
    const form = forms.get(example?.questionnaire ?? '')
    if (example === undefined || form === undefined) return []
    const scored = scoreResponse(form, example.answers as Parameters<typeof scoreResponse>[1])
    return [{ bands: {}, category: 'average', scored, weight: 1, recordKey: index, stratum: '', psu: '' }]
  })
  expect(crowd).toHaveLength(examples.length)
  const { poverty, n } = cellOf(profile(crowd, exact, []), {})
  const level = [poverty?.union, poverty, poverty?.intersection].find(
    (candidate) => candidate?.k === result.k,
  )
  expect(level?.H).toBeCloseTo(result.H, 12)
  expect(level?.M0).toBeCloseTo(result.M0, 12)
  if (result.A === null) expect(level?.A).toBeNull()
  else expect(level?.A).toBeCloseTo(result.A, 12)
  expect((poverty?.excludedShare.share ?? 0) * n).toBeCloseTo(result.excluded, 9)
  if (result.k !== 0.5) return
  for (const [id, share] of Object.entries(result.censoredHeadcount))
    expect(poverty?.censored[id]?.share).toBeCloseTo(share, 12)
  for (const [id, part] of Object.entries(result.contribution))
    expect(poverty?.contributions[id]).toBeCloseTo(part, 12)
})

test('the same people carry the same error, however they are asked for', () => {
  // Everybody in the city: the table by nothing and the table filtered to the city are about the same people.
  const townless = people.map((person) => ({ ...person, bands: { ...person.bands, area_type: 'city' } }))
  const plain = profile(townless, guarded, ['category'])
  const filtered = profile(townless, guarded, ['category'], { area_type: 'city' })
  const average = { category: 'average' }
  const { share: _, ...figures } = cellOf(plain, average)
  expect(cellOf(filtered, average)).toMatchObject(figures)
  const asked = profile(townless, guarded, [], { area_type: 'city', category: 'average' })
  const { group: __, share: ___, ...sameFigures } = cellOf(asked, {})
  expect(figures).toMatchObject(sameFigures)
})

test('the order of rows and people does not matter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const crowd = migrants(60, seed)
      const one = profile(crowd, guarded, ['category', 'gender'])
      const other = profile(crowd.toReversed(), guarded, ['category', 'gender'])
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    }),
    { numRuns: 20 },
  )
})

test('one person more gives another error', () => {
  const one = cellOf(profile(people, guarded, []), {})
  const more = cellOf(profile([...people, ...migrants(1, 9)], guarded, []), {})
  expect(more.overall.mean).not.toBe(one.overall.mean)
})

test('protected figures lie near the exact ones, with wider intervals of two digits', () => {
  const shown = profile(people, guarded)
  const real = profile(people, exact)
  for (const category of ['privileged', 'average', 'victim', 'undetermined']) {
    const a = cellOf(shown, { category })
    const b = cellOf(real, { category })
    expect(Math.abs(a.n - b.n)).toBeLessThanOrEqual(3)
    expect(Math.abs((a.overall.mean ?? 0) - (b.overall.mean ?? 0))).toBeLessThan((2.67 * 75) / b.n + 1.5)
    expect(a.overall.se).toBeGreaterThan((b.overall.se ?? 0) * 0.95)
    expect(a.overall.se?.toPrecision(2)).toBe(String(Number(a.overall.se).toPrecision(2)))
    expect(a.overall.design).toBeUndefined()
    expect(JSON.stringify(a)).not.toContain('deff')
  }
})

test('harmed migrants by place are hidden under twenty, others under ten', () => {
  const crowd = migrants(150, 21).map((person, index) => ({
    ...person,
    category: index < 15 ? 'victim' : 'average',
    bands: { ...person.bands, area_type: index < 15 || index % 9 === 0 ? 'city' : 'rural' },
  }))
  const byPlace = profile(crowd, guarded, ['category', 'area_type'])
  const harmedInCity = byPlace.cells.find(
    ({ group }) => group.category === 'victim' && group.area_type === 'city',
  )
  expect(harmedInCity?.suppressed).toBe(true)
  expect(cellOf(byPlace, { category: 'average', area_type: 'city' }).n).toBeLessThan(20)
  expect(profile(crowd, guarded, [], { category: 'victim', area_type: 'city' }).cells[0]?.suppressed).toBe(
    true,
  )
  expect(cellOf(profile(crowd, guarded), { category: 'victim' }).n).toBeLessThan(20)
})

test('a score that too few have is withheld in a cell that is shown', () => {
  const silent = people.map((person, index) =>
    index % 50 === 0
      ? person
      : {
          ...person,
          scored: { ...person.scored, dimensions: { ...person.scored.dimensions, legal_status: null } },
        },
  )
  const cell = cellOf(profile(silent, guarded, []), {})
  expect(cell.dimensions.legal_status).toMatchObject({ mean: null, se: null, reason: 'too_few_answers' })
  expect(cell.dimensions.decent_work?.mean).not.toBeNull()
})

test('when nobody is poor H is said in words and A is not defined', () => {
  const fine = people.map((person) => ({
    ...person,
    scored: {
      ...person.scored,
      deprived: {
        decent_work: false,
        legal_status: false,
        social_services: false,
        intangible_security: false,
      },
    },
  }))
  const shown = cellOf(profile(fine, guarded, []), {}).poverty
  expect(shown).toMatchObject({ H: null, A: null, M0: null, shareText: 'fewer_than_3' })
  expect(shown?.contributions.legal_status).toBeNull()
  const real = cellOf(profile(fine, exact, []), {}).poverty
  expect(real).toMatchObject({ H: 0, A: null, M0: 0, reason: { A: 'not_defined' } })
})

test('a large excluded share is said beside the profile', () => {
  const holes = people.map((person, index) =>
    index % 4 === 0
      ? {
          ...person,
          scored: { ...person.scored, deprived: { ...person.scored.deprived, decent_work: null } },
        }
      : person,
  )
  for (const protection of [exact, guarded]) {
    const shown = profile(holes, protection)
    expect(shown.notes.map(({ code }) => code)).toContain('excluded_share_high')
    expect(cellOf(shown, { category: 'average' }).poverty?.isExcludedShareHigh).toBe(true)
  }
})

test('a round without answers has a profile without figures', () => {
  expect(profile([], guarded).cells.every(({ suppressed }) => suppressed)).toBe(true)
  const real = cellOf(profile([], exact), { category: 'victim' })
  expect(real).toMatchObject({ n: 0, overall: { mean: null, ci: null, reason: 'nobody' } })
})

test('countries of which nothing is shown are left out, and it is said', () => {
  const shown = profile(people, guarded, ['category', 'host_country'])
  expect(new Set(shown.cells.map(({ group }) => group.host_country)).size).toBeLessThanOrEqual(4)
  expect(shown.notes.map(({ code }) => code)).toContain('bands_hidden')
})

test('a filter by another wave leaves nobody', () => {
  expect(profile(people, guarded, ['category', 'wave'], { wave: '2' }).cells[0]).toEqual({
    group: { category: 'privileged', wave: '2' },
    suppressed: true,
  })
  expect(cellOf(profile(people, exact, ['wave']), { wave: '1' }).n).toBe(400)
})

test('hosts are profiled by their views, and the social fabric without categories', () => {
  const hosts = people.map((person, index) => ({
    ...person,
    category: ['pro', 'ambivalent', 'anti'][index % 3] ?? '',
    scored: { overall: index % 100, dimensions: { perception: index % 100 }, deprived: {} },
  }))
  const views = profile(hosts, exact, ['category'], {}, instrument('public-perceptions'))
  expect(views.cells.map(({ group }) => group.category)).toEqual([
    'pro',
    'ambivalent',
    'anti',
    'undetermined',
  ])
  expect(cellOf(views, { category: 'pro' })).toMatchObject({
    poverty: null,
    dimensions: { perception: { deprived: null } },
  })
  const fabric = people.map((person) => ({
    ...person,
    category: '',
    scored: { overall: 60, dimensions: { social_fabric: 60 }, deprived: {} },
  }))
  const whole = profile(fabric, exact, [], {}, instrument('social-fabric'))
  expect(whole).toMatchObject({
    categories: [],
    undetermined: [],
    cells: [{ group: {}, n: 400, share: null }],
  })
  expect(cellOf(whole, {}).overall).toMatchObject({ mean: 60, se: 0, ci: [60, 60] })
})

test('rows of another table are refused', () => {
  const plan = planTable(migrant, ['gender'], {})
  if (!plan.ok) throw new Error('this table is in the lattice')
  expect(() =>
    profileOf({
      questionnaire: migrant,
      rows: tableOf(rowsOf(migrant, people), ''),
      plan: plan.value,
      survey: 's',
      generatedOn: '2026-01-01',
      isSynthetic: true,
      sampleDesign: 'probability',
      protection: exact,
    }),
  ).toThrow(RangeError)
})

test('with strata, sampling units and weights an exact profile gives the figures of R', () => {
  // Ten people whose y is their legal status score and whose b is their deprivation; the domain b = 1 is one category.
  const crowd = golden.estimators.rows.map(
    ([stratum, psu, weight, y, b], index): Person => ({
      bands: {},
      category: b === 1 ? 'victim' : 'average',
      scored: {
        overall: null,
        dimensions: { legal_status: Number(y) },
        deprived: { legal_status: b === 1 },
      },
      weight: Number(weight),
      recordKey: index,
      stratum: String(stratum),
      psu: String(psu),
    }),
  )
  const whole = cellOf(profile(crowd, exact, []), {}).dimensions.legal_status
  const domain = cellOf(profile(crowd, exact), { category: 'victim' }).dimensions.legal_status
  const { mean_y, mean_y_domain_b1, proportion_b } = golden.estimators
  for (const [figure, expected] of [
    [whole, mean_y],
    [domain, mean_y_domain_b1],
  ] as const) {
    expect(figure?.mean).toBeCloseTo(expected.estimate, 10)
    expect(figure?.se).toBeCloseTo(expected.se, 10)
    expect(figure?.ci?.[0]).toBeCloseTo(expected.ci[0] ?? Number.NaN, 9)
    expect(figure?.ci?.[1]).toBeCloseTo(expected.ci[1] ?? Number.NaN, 9)
    expect(figure?.design).toMatchObject({ n: expected.n, df: expected.df })
    expect(figure?.design?.deff).toBeCloseTo(expected.deff, 10)
  }
  expect(whole?.deprived?.share).toBeCloseTo(proportion_b.estimate, 12)
  expect(whole?.deprived?.se).toBeCloseTo(proportion_b.se, 10)
  expect(whole?.deprived?.ci?.[0]).toBeCloseTo(proportion_b.ci[0] ?? Number.NaN, 10)
  expect(whole?.deprived?.ci?.[1]).toBeCloseTo(proportion_b.ci[1] ?? Number.NaN, 10)
})

test('weighted, in strata and clusters of a finite population, an exact profile gives the figures of the estimators', () => {
  const crowd = migrants(600, 5, { isWeighted: true, strata: 4, clusters: 9 })
  const population = { h0: 30, h1: 12, h2: 9 }
  const plan = planTable(migrant, ['category', 'gender'], {})
  if (!plan.ok) throw new Error('this table is in the lattice')
  const weighting: ReleasedWeighting = {
    id: 'w',
    weightsKey: 'w',
    title: 'Sample',
    madeOn: '2026-03-01',
    madeBy: 'operator',
    method: 'design',
    margins: [],
    upon: null,
    hasStrata: true,
    hasSamplingUnits: true,
    unitsInPopulation: population,
    withoutWeight: 0,
    diagnostics: { n: 600, smallest: 0.1, largest: 2, kishDeff: 1.2, effectiveN: 500, trimmedShare: 0 },
    fault: null,
  }
  const shown = profileOf({
    questionnaire: migrant,
    rows: tableOf(rowsOf(migrant, crowd), plan.value.breakdowns),
    plan: plan.value,
    survey: 'harbour',
    generatedOn: '2026-03-02',
    isSynthetic: false,
    sampleDesign: 'probability',
    weighting,
    protection: exact,
  })
  expect(shown.method.variance).toContain('corrected for the part of all sampling units')
  const known = new Map(Object.entries(population))
  const design = surveyDesign({
    n: crowd.length,
    weights: crowd.map(({ weight }) => weight),
    strata: crowd.map(({ stratum }) => stratum),
    clusters: [crowd.map(({ psu }) => psu)],
    fpc: [crowd.map(({ stratum }) => known.get(stratum) ?? 1e15)],
  })
  let compared = 0
  for (const cell of shown.cells) {
    if (cell.suppressed || cell.n < 2) continue
    const domain = (row: number) =>
      crowd[row]?.category === cell.group.category && crowd[row]?.bands.gender === cell.group.gender
    for (const id of shown.dimensions) {
      const scores = crowd.map(({ scored }) => scored.dimensions[id] ?? null)
      const flags = crowd.map(({ scored }) => {
        const flag = scored.deprived[id] ?? null
        return flag === null ? null : Number(flag)
      })
      const mean = estimateMean(design, scores, { domain })
      const deprived = estimateProportion(design, flags, { domain })
      const figure = cell.dimensions[id]
      for (const [ours, theirs] of [
        [figure?.mean, mean?.estimate],
        [figure?.se, mean?.se],
        [figure?.ci?.[0], mean?.ci?.[0]],
        [figure?.design?.df, mean?.df],
        [figure?.deprived?.share, deprived?.estimate],
        [figure?.deprived?.se, deprived?.se],
        [figure?.deprived?.ci?.[1], deprived?.ci?.[1]],
      ] as const) {
        if (theirs == null) continue
        expect(Math.abs((ours ?? Number.NaN) - theirs)).toBeLessThan(1e-8)
        compared += 1
      }
    }
  }
  expect(compared).toBeGreaterThan(100)
})
