import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { interfaceLanguages } from '@/lib/interface/messages'
import {
  bandsOf,
  breakdownsOf,
  categoriesOf,
  cellsOf,
  defaultBreakdowns,
  planTable,
  tablesOf,
} from './lattice'

function instrument(id: string) {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(`no instrument ${id}`)
  return found
}
const migrant = instrument('migrant-short')
const perceptions = instrument('public-perceptions')
const fabric = instrument('social-fabric')

test('migrants can be told apart in eight ways, hosts in those that they are asked', () => {
  expect(breakdownsOf(migrant).map(({ id }) => id)).toEqual([
    'gender',
    'age_band',
    'origin_region',
    'host_country',
    'length_stay',
    'main_reason',
    'stay',
    'area_type',
  ])
  expect(breakdownsOf(perceptions).map(({ id }) => id)).toEqual(['gender', 'age_band', 'area_type'])
})

test('planned stay is named in every language that figures are spoken in', () => {
  const stay = breakdownsOf(migrant).find(({ id }) => id === 'stay')
  for (const { label } of stay?.bands ?? []) {
    const names = interfaceLanguages.map((language) => label[language] ?? '')
    expect(new Set(names).size).toBe(interfaceLanguages.length)
    expect(names).not.toContain('')
  }
})

test('a person is in one cell of each of 37 tables', () => {
  const bands = bandsOf(migrant, { gender: 'woman', age_band: 'a18_24', stay_plan: 'short' })
  const cells = cellsOf(migrant, bands, 'victim')
  expect(cells).toHaveLength(37)
  expect(new Set(cells.map(({ breakdowns }) => breakdowns)).size).toBe(37)
  expect(cells[0]).toEqual({ breakdowns: '', bands: '', category: 'victim', stratum: '', psu: '' })
  expect(cells).toContainEqual({
    breakdowns: 'age_band,gender',
    bands: 'a18_24,woman',
    category: 'victim',
    stratum: '',
    psu: '',
  })
  expect(tablesOf(perceptions)).toHaveLength(7)
})

test('a questionnaire that does not classify has one category without a name', () => {
  expect(cellsOf(fabric, bandsOf(fabric, {}), null).every(({ category }) => category === '')).toBe(true)
  expect(categoriesOf(fabric)).toEqual([])
  expect(defaultBreakdowns(fabric)).toEqual([])
})

test('categories come in the order of display, the undetermined last', () => {
  expect(categoriesOf(migrant)).toEqual(['privileged', 'average', 'victim', 'undetermined'])
  expect(categoriesOf(perceptions)).toEqual(['pro', 'ambivalent', 'anti', 'undetermined'])
  expect(defaultBreakdowns(migrant)).toEqual(['category'])
})

test.each([
  ['short', 'short_term'],
  ['back_forth', 'short_term'],
  ['years', 'long_term'],
  ['settle', 'long_term'],
  ['pnta', 'long_term'],
  ['', 'long_term'],
])('a plan to stay "%s" is %s', (answer, band) => {
  expect(bandsOf(migrant, answer === '' ? {} : { stay_plan: answer }).stay).toBe(band)
})

test('an answer that is refused, or a code of no band, gives no band', () => {
  const bands = bandsOf(migrant, {
    gender: 'pnta',
    origin_region: 'dk',
    host_country: 'XX',
    area_type: 'city',
  })
  expect(bands).toMatchObject({
    gender: '',
    origin_region: '',
    host_country: '',
    age_band: '',
    area_type: 'city',
  })
})

test('a table by two breakdowns besides category and wave is in the lattice', () => {
  const plan = planTable(migrant, ['category', 'wave', 'gender', 'age_band'], {
    category: 'victim',
    wave: '1',
  })
  expect(plan).toEqual({
    ok: true,
    value: {
      by: ['category', 'wave', 'gender', 'age_band'],
      where: { category: 'victim', wave: '1' },
      breakdowns: 'age_band,gender',
    },
  })
})

test('a filter counts as a breakdown, and once with the breakdown of its name', () => {
  expect(planTable(migrant, ['gender', 'stay'], { area_type: 'city' }).ok).toBe(false)
  expect(planTable(migrant, ['gender', 'stay'], { gender: 'woman' }).ok).toBe(true)
  expect(planTable(migrant, ['gender', 'gender'], { host_country: 'IT' })).toMatchObject({
    ok: true,
    value: { by: ['gender'], breakdowns: 'gender,host_country' },
  })
})

test('every problem of a wished table is named with its remedy', () => {
  const plan = planTable(perceptions, ['category', 'colour', 'gender', 'age_band'], {
    area_type: 'moon',
    origin_region: 'oceania',
    wave: 'x',
    category: 'victim',
  })
  if (plan.ok) throw new Error('this table is outside the lattice')
  expect(plan.problems.map(({ path, code }) => [path, code])).toEqual([
    ['by[1]', 'breakdown_unknown'],
    ['where.area_type', 'band_unknown'],
    ['where.origin_region', 'breakdown_unknown'],
    ['where.wave', 'band_unknown'],
    ['where.category', 'band_unknown'],
    ['by', 'too_many_breakdowns'],
  ])
  expect(plan.problems[0]?.message).toContain('category, wave, gender, age_band, area_type')
  expect(plan.problems[1]?.message).toContain('city, town, rural')
})

test('a name from Object.prototype is no breakdown and no band', () => {
  expect(planTable(migrant, ['constructor'], {}).ok).toBe(false)
  expect(planTable(migrant, [], { gender: 'toString' }).ok).toBe(false)
})
