import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatReceipt, parseReceipt, receiptFrom } from './receipt'

const receipts = fc.uint8Array({ minLength: 10, maxLength: 32 }).map(receiptFrom)

test('a receipt is read back however it is written down', () => {
  fc.assert(
    fc.property(receipts, (receipt) => {
      expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
      const asWritten = ` ${formatReceipt(receipt).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
      expect(parseReceipt(asWritten)).toEqual({ ok: true, value: receipt })
    }),
  )
})

test('one wrong character is noticed', () => {
  fc.assert(
    fc.property(
      receipts,
      fc.nat(15),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (receipt, place, other) => {
        fc.pre(receipt[place] !== other)
        expect(parseReceipt(receipt.slice(0, place) + other + receipt.slice(place + 1)).ok).toBe(false)
      },
    ),
  )
})

test.each([
  ['too short', 'ABCD', 'receipt_length'],
  ['a letter that no receipt has', 'UUUU-UUUU-UUUU-UUUU', 'receipt_character'],
  ['nothing', '', 'receipt_length'],
])('%s is refused with its own words', (_, text, code) => {
  const parsed = parseReceipt(text)
  expect(parsed.ok ? null : parsed.problems[0]?.code).toBe(code)
})
