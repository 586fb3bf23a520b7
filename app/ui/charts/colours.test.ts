import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ink } from './chart-frame'
import { looks } from './marks'
import { divergingShades, heatShade, partShades } from './ramps'

const tokens = readFileSync('app/ui/tokens.css', 'utf8')
const charts = readFileSync('app/ui/charts/charts.css', 'utf8')
const darkOf = (css: string) =>
  /@media [^{]*prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/.exec(css)?.[1] ?? ''
const dark = new Map(
  [...(darkOf(tokens) + darkOf(charts)).matchAll(/(--[\w-]+):\s*(#[\da-f]{6})/gi)].map((found) => [
    found[1] ?? '',
    found[2] ?? '',
  ]),
)

const themes = {
  light: (token: string) => /, (#[\da-f]{6})\)$/i.exec(token)?.[1] ?? 'no colour',
  dark: (token: string) => dark.get(/^var\((--[\w-]+)/.exec(token)?.[1] ?? '') ?? 'no colour',
}

const shades = [
  ...divergingShades(7),
  ...partShades(6),
  ...[0, 20, 40, 60, 80].map((share) => heatShade(share)),
]

describe.each(Object.entries(themes))('in the %s theme', (_, colour) => {
  test('every ink is legible on its ground', () => {
    for (const { fill, on } of shades)
      expect(contrast(colour(fill), colour(on)), fill).toBeGreaterThanOrEqual(4.5)
    for (const own of [ink.text, ink.quiet])
      expect(contrast(colour(own), colour(ink.paper)), own).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour(ink.quiet), colour(ink.band))).toBeGreaterThanOrEqual(4.5)
  })

  test('every mark stands out from the paper', () => {
    for (const { color } of Object.values(looks))
      expect(contrast(colour(color), colour(ink.paper)), color).toBeGreaterThanOrEqual(3)
    expect(contrast(colour(ink.bar), colour(ink.paper))).toBeGreaterThanOrEqual(3)
  })

  test('ramps keep their order in grey', () => {
    const light = (fill: string) => luminance(colour(fill))
    const isOrdered = (fills: readonly string[]) => {
      const ls = fills.map(light)
      const steps = ls.slice(1).map((l, index) => l - (ls[index] ?? 0))
      return steps.every((step) => step > 0.02) || steps.every((step) => step < -0.02)
    }
    expect(isOrdered([0, 20, 40, 60, 80].map((share) => heatShade(share).fill))).toBe(true)
    expect(isOrdered(partShades(4).map(({ fill }) => fill))).toBe(true)
    const diverging = divergingShades(7).map(({ fill }) => fill)
    expect(isOrdered(diverging.slice(0, 4))).toBe(true)
    expect(isOrdered(diverging.slice(3))).toBe(true)
  })
})

test('groups differ in shape within a family, not in colour alone', () => {
  const families = [
    ['privileged', 'average', 'victim', 'undetermined'],
    ['pro', 'ambivalent', 'anti', 'undetermined'],
    ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'],
  ] as const
  for (const family of families)
    expect(new Set(family.map((kind) => looks[kind].symbol)).size).toBe(family.length)
})

/** @see WCAG 2.2, contrast ratio and relative luminance */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r = Number.NaN, g = Number.NaN, b = Number.NaN] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
