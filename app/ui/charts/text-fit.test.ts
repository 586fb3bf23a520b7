import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fontFiles } from './fonts'
import { textWidth, wrapped } from './text-fit'

/** Measured by a renderer that shapes the text with the fonts of our files. */
function measured(text: string, size: number, weight: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="100"><text x="10" y="50" font-family="Noto Sans, Vazirmatn, Noto Sans Bengali, Noto Sans Ethiopic" font-size="${size}" font-weight="${weight}">${text}</text></svg>`
  const font = { fontFiles: [...fontFiles()], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' }
  return new Resvg(svg, { font }).getBBox()?.width ?? 0
}

describe('an estimated width', () => {
  test.each([
    'How do the groups fare in each part of life?',
    'Aufenthaltsrechtliche Stellung und Staatsangehörigkeit',
    '61 (55 to 67), 1,234.5',
    'Як живеться людям у кожній сфері життя?',
    'كيف حال المجموعات في كل جانب من جوانب الحياة؟',
    'مردم در هر بخش زندگی چگونه‌اند؟',
    'জীবনের প্রতিটি অংশে মানুষ কেমন আছে?',
    'ሰባት ኣብ ነፍሲ ወከፍ ክፋል ህይወት ከመይ ኣለዉ?',
  ])('holds the text, and not half as much again: %s', (text) => {
    for (const size of [12, 13, 19]) {
      expect(textWidth(text, { size })).toBeGreaterThanOrEqual(measured(text, size, 400))
      expect(textWidth(text, { size })).toBeLessThan(1.5 * measured(text, size, 400))
      expect(textWidth(text, { size, isBold: true })).toBeGreaterThanOrEqual(0.98 * measured(text, size, 700))
    }
  })
})

describe('wrapped text', () => {
  const words = fc.array(fc.stringMatching(/^[a-zA-Zäöüß]{1,30}$/), { minLength: 1, maxLength: 12 })
  const width = fc.integer({ min: 40, max: 300 })

  test('fits its width and its number of lines', () => {
    fc.assert(
      fc.property(words, width, fc.integer({ min: 1, max: 5 }), (given, room, maxLines) => {
        const lines = wrapped(given.join(' '), { width: room, size: 13, maxLines })
        expect(lines.length).toBeLessThanOrEqual(maxLines)
        for (const line of lines) expect(textWidth(line, { size: 13 })).toBeLessThanOrEqual(room)
      }),
    )
  })

  test('loses no letter while there are lines enough', () => {
    fc.assert(
      fc.property(words, width, (given, room) => {
        const lines = wrapped(given.join(' '), { width: room, size: 13, maxLines: 1000 })
        expect(lines.join('').replaceAll(/[-\s]/g, '')).toBe(given.join(''))
      }),
    )
  })

  test('says with … that something is missing', () => {
    expect(wrapped('one two three four five six', { width: 60, size: 13, maxLines: 2 }).at(-1)).toMatch(/…$/)
  })

  test('never tears a word of a joined script', () => {
    const lines = wrapped('والاستقلاليةوالاستقلالية', { width: 60, size: 13, maxLines: 5 })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/…$/)
  })
})
