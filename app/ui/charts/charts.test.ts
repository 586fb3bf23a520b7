import { Resvg } from '@resvg/resvg-js'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { ChartFrame } from './chart-frame'
import { sampleCharts, sampleFrame } from './fixtures/sample-charts'
import { type SampleWords, sampleWords } from './fixtures/sample-words'
import { fontFiles } from './fonts'
import { forestChart } from './forest-chart'
import { inLightColours } from './standalone-svg'

const font = { fontFiles: [...fontFiles()], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' }
const isolates = /[\u2066-\u2069]/g
const everyLook = Object.values(sampleWords).flatMap((words) => [340, 900].map((width) => ({ words, width })))

/** An independent strict reader of SVG: it throws on markup that is not well formed. */
function read(svg: string): Resvg {
  return new Resvg(inLightColours(svg), { font: { loadSystemFonts: false } })
}

function elements(svg: string): ReturnType<typeof parseHTML>['document'] {
  return parseHTML(`<html><body>${svg}</body></html>`).document
}

function drawAll(words: SampleWords, width: number, frame: Partial<ChartFrame> = {}) {
  return sampleCharts(words).map(({ name, draw }) => ({
    name,
    svg: draw({ ...sampleFrame(words, width), ...frame }),
  }))
}

describe.each(everyLook)('$words.language at $width pixels', ({ words, width }) => {
  const charts = drawAll(words, width)

  test('every chart is well-formed, has no broken number, and every colour has a value of its own', () => {
    for (const { name, svg } of charts) {
      expect(read(svg).width, name).toBe(width)
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity|\[object/)
      expect(svg.match(/var\(--[\w-]+\)/), name).toBeNull()
      expect(inLightColours(svg), name).not.toContain('var(')
    }
  })

  test('every chart is one image with a title and a description', () => {
    const { title, description } = sampleFrame(words, width)
    for (const { name, svg } of charts) {
      const document = elements(svg)
      const image = document.querySelector('svg[role=img]')
      const named = (image?.getAttribute('aria-labelledby') ?? '').split(' ')
      expect(
        named.map((id) => document.getElementById(id)?.textContent),
        name,
      ).toEqual([title, description])
      expect(svg, name).not.toContain('aria-label=')
    }
  })

  test('no word leaves its picture, measured with the fonts of the files', () => {
    for (const { name, svg } of charts) {
      const box = new Resvg(inLightColours(svg), { font }).getBBox()
      expect(box, name).toBeDefined()
      expect(box?.x ?? -99, name).toBeGreaterThanOrEqual(-3)
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width + 3)
    }
  })

  test('what is hidden is hatched', () => {
    for (const { name, svg } of charts) {
      const pattern = /<pattern id="([^"]+)"/.exec(svg)?.[1]
      if (name === 'empty') expect(pattern).toBeUndefined()
      else expect(svg, name).toContain(`fill="url(#${pattern})"`)
    }
  })
})

test('ids of a picture are its own, so that a hidden twin takes none away', () => {
  const svgs = [340, 900].flatMap((width) => drawAll(sampleWords.en, width).map(({ svg }) => svg))
  const ids = svgs.flatMap((svg) => [
    ...new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((found) => found[1])),
  ])
  expect(new Set(ids).size).toBe(ids.length)
})

test('every figure of a chart stands in it in words', () => {
  const { en } = sampleWords
  const said = new Map(
    drawAll(en, 900).map(({ name, svg }) => [
      name,
      elements(svg).body.textContent?.replaceAll(isolates, '') ?? '',
    ]),
  )
  for (const words of ['81 (77 to 85)', '41 (33 to 49)', 'hidden: too few people', 'deprivation line 50'])
    expect(said.get('forest')).toContain(words)
  for (const words of ['12 (6 to 18)', '71 (65 to 77)', 'Legal status', 'People of 100'])
    expect(said.get('bars')).toContain(words)
  for (const words of ['27', '33', 'Harder', 'Easier', 'Very hard', 'hidden: too few people'])
    expect(said.get('diverging')).toContain(words)
  for (const words of ['Wave 2, autumn 2024', 'Harmed', '44 (38 to 50)', 'hidden: too few people'])
    expect(said.get('slope')).toContain(words)
  for (const words of ['82', '76–88', 'Of 100 people who were', 'hidden: too few people'])
    expect(said.get('transition')).toContain(words)
  for (const words of ['-31 (-38 to -24)', 'shaded: less than 5 points', 'Host population'])
    expect(said.get('gap')).toContain(words)
  for (const words of ['0.41', '40%', 'Belonging']) expect(said.get('stack')).toContain(words)
  for (const words of ['about 140 people', 'People of 100', '27'])
    expect(said.get('distribution')).toContain(words)
  expect(said.get('multiples')).toContain('Wave 3, spring 2025')
  expect(said.get('empty')).toContain(en.empty)
})

test('a mark lies where its figure says, on the scale of the axis', () => {
  const frame = sampleFrame(sampleWords.en, 900)
  const at = (value: number) => {
    const svg = forestChart({
      ...frame,
      domain: [0, 100],
      axisLabel: '',
      reference: null,
      groups: [{ label: 'g', rows: [{ kind: 'all', label: 'r', value, interval: null, text: 't' }] }],
    })
    return dots(svg)[0] ?? Number.NaN
  }
  expect(at(50)).toBeCloseTo((at(0) + at(100)) / 2, 6)
  expect(at(25)).toBeCloseTo(at(0) + (at(100) - at(0)) / 4, 6)
  expect(at(100)).toBeGreaterThan(at(0) + 500)
})

describe('a right-to-left chart', () => {
  const ltr = drawAll(sampleWords.en, 900, { direction: 'ltr' })
  const rtl = drawAll(sampleWords.en, 900, { direction: 'rtl' })

  test.each(ltr.map(({ name }, index) => ({ name, index })))('mirrors the marks of $name', ({ index }) => {
    const left = ltr[index]?.svg ?? ''
    const right = rtl[index]?.svg ?? ''
    const mirrored = (xs: readonly number[]) => sorted(xs.map((x) => 900 - x))
    if (left.includes('<svg x=')) {
      // Panels are charts of their own: their order is mirrored.
      const order = (svg: string) => [...svg.matchAll(/<svg x="([\d.]+)"/g)].map((found) => Number(found[1]))
      expect(order(right)).toEqual(order(left).toReversed())
      return
    }
    expectClose(mirrored(dots(right)), sorted(dots(left)))
    expectClose(mirrored(boxes(right)), sorted(boxes(left)))
  })

  test('begins its words at the right and turns their base direction', () => {
    const anchors = (svg: string) => [...svg.matchAll(/text-anchor="(start|end)"/g)].map((found) => found[1])
    const left = anchors(ltr[0]?.svg ?? '')
    expect(left).toContain('start')
    expect(anchors(rtl[0]?.svg ?? '')).toEqual(left.map((one) => (one === 'start' ? 'end' : 'start')))
    expect(rtl[0]?.svg).toContain('\u2067Privileged\u2069')
    expect(rtl[0]?.svg).not.toContain('\u2066')
  })
})

test('markup in any word stays a word', () => {
  const evil = '<script>alert(1)</script>"&\'><svg onload=x>\u0000\u0008\ud800\ufffe'
  const spoil = (text: string) => `${evil} ${text}`
  const words: SampleWords = {
    ...sampleWords.en,
    categories: ['a', 'b', 'c'].map(spoil) as unknown as SampleWords['categories'],
    dimensions: ['a', 'b', 'c', 'd'].map(spoil) as unknown as SampleWords['dimensions'],
    options: ['a', 'b', 'c', 'd', 'e'].map(spoil) as unknown as SampleWords['options'],
    apart: ['a', 'b'].map(spoil) as unknown as SampleWords['apart'],
    items: ['a', 'b', 'c'].map(spoil) as unknown as SampleWords['items'],
    waves: ['a', 'b', 'c'].map(spoil) as unknown as SampleWords['waves'],
    hidden: evil,
    overall: evil,
    scoreAxis: evil,
    shareAxis: evil,
    line: evil,
    empty: evil,
    question: evil,
    subtitle: evil,
    ends: { worst: evil, best: evil },
  }
  for (const width of [340, 900])
    for (const { name, svg } of drawAll(words, width)) {
      expect(svg, name).not.toMatch(/<script|<svg onload|onload=x>/)
      expect(elements(svg).querySelector('script'), name).toBeNull()
      expect(read(svg).width, name).toBe(width)
    }
})

function sorted(xs: readonly number[]): readonly number[] {
  return xs.toSorted((one, other) => one - other)
}

function expectClose(xs: readonly number[], others: readonly number[]): void {
  expect(xs).toHaveLength(others.length)
  for (const [index, x] of xs.entries()) expect(x).toBeCloseTo(others[index] ?? Number.NaN, 6)
}

/** Middles of point marks, from the left. */
function dots(svg: string): readonly number[] {
  return [...elements(svg).querySelectorAll('g > path[transform], g > circle')].map((dot) =>
    Number(dot.getAttribute('cx') ?? /translate\(([-\d.]+)/.exec(dot.getAttribute('transform') ?? '')?.[1]),
  )
}

/** Middles of rectangles, from the left. */
function boxes(svg: string): readonly number[] {
  return [...elements(svg).querySelectorAll('g rect[x], g > rect[x]')].map(
    (box) => Number(box.getAttribute('x')) + Number(box.getAttribute('width')) / 2,
  )
}
