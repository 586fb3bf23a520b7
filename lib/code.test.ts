import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCode, parseReceipt, parseResumeCode, receiptFrom, resumeCodeFrom } from './code'
import type { Result } from './result'

type Kind = readonly [
  name: string,
  length: number,
  make: (bytes: Uint8Array) => string,
  parse: (text: string) => Result<string>,
]

const kinds: readonly Kind[] = [
  ['receipt', 16, receiptFrom, parseReceipt],
  ['resume_code', 12, resumeCodeFrom, parseResumeCode],
]

const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe.each(kinds)('a %s', (name, length, make, parse) => {
  const codes = fc.uint8Array({ minLength: 10, maxLength: 32 }).map(make)

  test('is read back however it is written down', () => {
    const separators = fc.constantFrom('-', ' ', '', ' - ', '‑', '–')
    fc.assert(
      fc.property(codes, separators, fc.boolean(), (code, separator, isLower) => {
        expect(code).toMatch(new RegExp(`^[${characters}]{${length}}$`))
        const grouped = formatCode(code).replaceAll('-', separator)
        const written = isLower ? grouped.toLowerCase() : grouped
        expect(parse(` ${written} `)).toEqual({ ok: true, value: code })
        for (const one of ['i', 'I', 'l', 'L']) {
          const misread = written.replaceAll('0', isLower ? 'o' : 'O').replaceAll('1', one)
          expect(parse(misread)).toEqual({ ok: true, value: code })
        }
      }),
    )
  })

  test('with one wrong character is refused, whichever and wherever it is', () => {
    fc.assert(
      fc.property(codes, (code) => {
        for (let place = 0; place < length; place += 1) {
          for (const other of characters) {
            if (other === code[place]) continue
            expect(parse(code.slice(0, place) + other + code.slice(place + 1)).ok).toBe(false)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('with two neighbours swapped is refused, but for 0 and Z', () => {
    fc.assert(
      fc.property(codes, fc.nat(length - 2), (code, place) => {
        const [one = '', two = ''] = code.slice(place)
        fc.pre(one !== two && [one, two].sort().join('') !== '0Z')
        expect(parse(code.slice(0, place) + two + one + code.slice(place + 2)).ok).toBe(false)
      }),
    )
  })

  test('of groups of four letters', () => {
    const code = make(new Uint8Array(10).fill(255))
    expect(formatCode(code)).toMatch(/^Z{4}(-.{4})+$/)
  })

  test.each([
    ['too short', () => 'ABCD', 'length'],
    ['a letter that no code has', () => 'U'.repeat(length), 'character'],
    ['nothing', () => '', 'length'],
  ])('%s is refused with its own words', (_, text, fault) => {
    const parsed = parse(text())
    expect(parsed.ok ? null : parsed.problems[0]?.code).toBe(`${name}_${fault}`)
  })
})

test('too few bytes make no code', () => {
  expect(() => receiptFrom(new Uint8Array(9))).toThrow(RangeError)
  expect(() => resumeCodeFrom(new Uint8Array(6))).toThrow(RangeError)
})

test('every bit of a resume code’s 55 counts', () => {
  const bits = 55
  const made = Array.from({ length: bits }, (_, bit) => {
    const bytes = new Uint8Array(7)
    bytes[Math.floor(bit / 8)] = 128 >> (bit % 8)
    return resumeCodeFrom(bytes)
  })
  expect(new Set(made).size).toBe(bits)
})
