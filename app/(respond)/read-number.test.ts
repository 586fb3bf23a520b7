import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNumber } from './read-number'

describe('numbers are read as people write them', () => {
  test.each<[string, number]>([
    ['40', 40],
    [' 2.5 ', 2.5],
    ['2,5', 2.5],
    ['٤٠', 40],
    ['٢٫٥', 2.5],
    ['٢،٥', 2.5],
    ['۴۰', 40],
    ['४०', 40],
    ['４０', 40],
    ['𝟜𝟘', 40],
    ['-1', -1],
    ['−1', -1],
    ['5.', 5],
    ['0.500', 0.5],
    ['1,500', 1500],
    ['1.500', 1500],
    ['-1,500', -1500],
    ['1 500', 1500],
    ['1\u202f500', 1500],
    ["1'500", 1500],
    ['1’500', 1500],
    ['١٬٥٠٠', 1500],
    ['1,500,000', 1_500_000],
    ['1.500.000', 1_500_000],
    ['1,50,000', 150_000],
    ['12,34,567', 1_234_567],
    ['1,50,000.25', 150_000.25],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234,5', 1234.5],
    ['1,234.500', 1234.5],
    ['1٫500', 1.5],
  ])('%s', (text, number) => expect(readNumber(text, 1)).toBe(number))

  test.each([
    'forty',
    '1e3',
    '0x10',
    '4 0',
    '',
    'Infinity',
    '1.2.3',
    '1500,000',
    '1,500,00',
    '1,5,000',
    '1,500.000.000',
    '0,500,000',
    '15 00',
    '1,,500',
    ',5',
    '--1',
    '1,500 €',
  ])('%j is no number, or nobody can tell which', (text) => expect(readNumber(text, 1)).toBeNull())
})

test('whoever is asked for thousandths means them', () => {
  expect(readNumber('1,500', 3)).toBe(1.5)
  expect(readNumber('1500,125', 3)).toBe(1500.125)
  expect(readNumber('1 500', 3)).toBe(1500)
  expect(readNumber('1,500,000', 3)).toBe(1_500_000)
})

// How the countries of the world write a number is not ours to say: Intl knows (Unicode CLDR).
const locales = [
  'en',
  'de',
  'de-CH',
  'fr',
  'ar',
  'ar-EG',
  'fa',
  'es',
  'pt',
  'pt-PT',
  'bn',
  'hi',
  'en-IN',
  'ne',
  'my',
  'uk',
  'sw',
  'ti',
]

describe.each(locales)('what %s writes is read as the number that it is', (locale) => {
  const numbers = (decimals: number) =>
    fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((whole) => whole / 10 ** decimals)
  const write = (value: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options).format(value)

  test.each([0, 1, 2])('with %d decimals, in groups', (decimals) => {
    const few = { maximumFractionDigits: decimals }
    fc.assert(
      fc.property(numbers(decimals), (value) => {
        expect(readNumber(write(value, few), decimals)).toBeCloseTo(value, 10)
        expect(readNumber(write(value, { ...few, minimumFractionDigits: decimals }), decimals)).toBeCloseTo(
          value,
          10,
        )
      }),
    )
  })

  test.each([3, 4])('with %d decimals written out', (decimals) => {
    const all = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    fc.assert(
      fc.property(numbers(decimals), (value) => {
        expect(readNumber(write(value, all), decimals)).toBeCloseTo(value, 10)
      }),
    )
  })
})

test('a number as the machine writes it is read as itself', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      (decimals, whole) => {
        const value = Number((whole / 10 ** decimals).toFixed(decimals))
        const written = value.toFixed(decimals)
        expect(readNumber(written, decimals)).toBeCloseTo(value, 10)
      },
    ),
  )
})
