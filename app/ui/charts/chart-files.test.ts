import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { sampleCharts, sampleFrame } from './fixtures/sample-charts'
import { sampleWords } from './fixtures/sample-words'
import { fontFiles } from './fonts'
import { chartPng } from './png'
import { standaloneSvg } from './standalone-svg'

const font = { fontFiles: [...fontFiles()], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' }

function file(language: 'en' | 'ar', index = 0): string {
  const words = sampleWords[language]
  const svg = sampleCharts(words)[index]?.draw(sampleFrame(words, 900)) ?? ''
  const { question: title, subtitle, source, direction } = words
  return standaloneSvg(svg, { title, subtitle, source, direction })
}

describe('a chart as a file of its own', () => {
  test('has its title, unit and source drawn in, on white, and asks nothing of a page', () => {
    const svg = file('en')
    expect(svg.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true)
    const words = sampleWords.en
    for (const text of [words.question, words.subtitle, words.source])
      expect(svg.match(/<text [^>]*>[^<]*<\/text>/g)?.join('')).toContain(text)
    expect(svg).toContain('fill="#FFFFFF"')
    expect(svg).not.toMatch(/var\(|currentColor|href|http:\/\/(?!www\.w3\.org\/2000\/svg)/)
    expect(svg).toContain("font-family=\"'Noto Sans', ")
  })

  test('begins at the right in Arabic, with a face for its script first', () => {
    const svg = file('ar')
    expect(svg).toMatch(/<text x="924" [^>]*text-anchor="end"[^>]*>\u2067كيف/)
    expect(svg).toContain("font-family=\"'Vazirmatn', ")
  })

  test('every kind of chart is well-formed and stays inside', () => {
    for (const language of ['en', 'ar'] as const)
      sampleCharts(sampleWords[language]).forEach((chart, index) => {
        const drawing = new Resvg(file(language, index), { font })
        expect(drawing.width, chart.name).toBe(948)
        const box = drawing.getBBox()
        expect((box?.width ?? 0) + (box?.x ?? 0), chart.name).toBeLessThanOrEqual(948)
      })
  })
})

describe('a chart as PNG', () => {
  test('is twice as large as the drawing', async () => {
    const svg = file('ar')
    const png = Buffer.from(await chartPng(svg))
    const size = / width="(\d+)" height="(\d+)"/.exec(svg)
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect(png.subarray(12, 16).toString('ascii')).toBe('IHDR')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      2 * Number(size?.[1]),
      2 * Number(size?.[2]),
    ])
  })

  test('joins Arabic letters: a word is narrower than its letters apart', () => {
    const width = (text: string) =>
      new Resvg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="99"><text x="9" y="50" font-size="40" font-family="Vazirmatn">${text}</text></svg>`,
        { font },
      ).getBBox()?.width ?? 0
    expect(width('المجتمع')).toBeLessThan(0.8 * width([...'المجتمع'].join('\u200c')))
  })

  test.each([
    ['Latin', 'ñ'],
    ['Cyrillic', 'ї'],
    ['Arabic', 'ع'],
    ['Persian', 'گ'],
    ['Bengali', 'ক্ষ'],
    ['Tigrinya', 'ኽ'],
  ])('has a letter of its own for %s', async (_, letter) => {
    const picture = (text: string) =>
      chartPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><text x="9" y="40" font-size="30" font-family="Noto Sans">${text}</text></svg>`,
      ).then((png) => Buffer.from(png).toString('base64'))
    // U+E000 is nobody's letter: what stands for it is the box of a missing glyph, or nothing.
    const missing = [await picture('\ue000'), await picture('')]
    expect(missing).not.toContain(await picture(letter))
  })
})
