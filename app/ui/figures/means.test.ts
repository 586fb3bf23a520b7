import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { instrument } from '@/lib/profile/fixtures/population'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import type { ChartFrame } from '../charts/chart-frame'
import { meanFigures } from './means'
import { wordingIn } from './wording'

const fabric = instrument('social-fabric')
const wording = wordingIn('en', fabric)

function cell(group: ProfileCell['group'], mean: number): ProfileCell {
  const figure = {
    mean,
    se: 1,
    ci: [mean - 2, mean + 2] as const,
    reason: null,
    qualityMarks: [],
    deprived: null,
  }
  return {
    group,
    suppressed: false,
    n: 40,
    share: null,
    overall: figure,
    dimensions: { social_fabric: figure },
    poverty: null,
  }
}

function profile(by: readonly string[], cells: readonly ProfileCell[]): Profile {
  return {
    survey: 's',
    generatedAt: '2026-03-02',
    synthetic: false,
    questionnaire: { id: fabric.id, version: fabric.version },
    sampleDesign: 'probability',
    by,
    where: {},
    weighting: null,
    method: {
      weighting: '',
      variance: '',
      intervals: '',
      sample: { isWeighted: false, strata: 1, isClustered: false },
      disclosure: { exact: false, minimumCell: 10, minimumVictimCell: 20, statement: '' },
    },
    categories: [],
    dimensions: ['social_fabric'],
    cells,
    undetermined: [],
    notes: [],
  }
}

const frame = (width: number): ChartFrame => ({
  title: 'Means',
  description: '',
  width,
  direction: 'ltr',
  language: 'en',
  emptyText: '',
})

function panelsOf(svg: string) {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`)
  const panels = [...document.querySelectorAll('svg[role=img] > svg')]
  return panels.map((panel) => ({ x: Number(panel.getAttribute('x')), y: Number(panel.getAttribute('y')) }))
}

test('a divided profile is one picture with a panel for each band, side by side on a desk and one under another on a phone', () => {
  const groups = ['a18_24', 'a25_34'].flatMap((age) =>
    ['woman', 'man'].map((gender, place) => cell({ gender, age_band: age }, 50 + 10 * place)),
  )
  const figures = meanFigures(profile(['gender', 'age_band'], groups), wording)
  expect(figures.map(({ id }) => id)).toEqual(['means'])
  const [figure] = figures
  const desk = figure?.draw(frame(900)) ?? ''
  const phone = figure?.draw(frame(340)) ?? ''
  for (const drawing of [desk, phone])
    for (const words of ['18–24: about 80 people', '25–34: about 80 people']) expect(drawing).toContain(words)
  const [left, right] = panelsOf(desk)
  expect(panelsOf(desk)).toHaveLength(2)
  expect(left?.y).toBe(right?.y)
  expect(left?.x).toBeLessThan(right?.x ?? 0)
  const [above, below] = panelsOf(phone)
  expect(above?.x).toBe(below?.x)
  expect(above?.y).toBeLessThan(below?.y ?? 0)
  expect(figure?.table.rows).toHaveLength(4)
  expect(figure?.subtitle).toContain('About 160 people shown')
})

test('an undivided profile is one chart without panels', () => {
  const [figure] = meanFigures(profile([], [cell({}, 61)]), wording)
  expect(panelsOf(figure?.draw(frame(900)) ?? '')).toEqual([])
})

test('many panels go into several pictures that together have every figure', () => {
  const countries = Array.from({ length: 30 }, (_, place) =>
    cell({ gender: 'woman', origin_region: `region_${place}` }, 50),
  )
  const figures = meanFigures(profile(['gender', 'origin_region'], countries), wording)
  expect(figures.map(({ id }) => id)).toEqual(['means-1', 'means-2', 'means-3'])
  expect(figures.map(({ title }) => title.slice(-5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
  expect(figures.flatMap(({ table }) => table.rows)).toHaveLength(30)
})
