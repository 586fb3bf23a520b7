import { expect, test } from 'vitest'
import { isTelephoneNumber, telephoneAddress } from './telephone'

// Written as the ITU's notation for numbers has it (E.123), and as people write them on posters.
test.each([
  ['112', 'tel:112'],
  ['15', 'tel:15'],
  ['+22 607 123 4567', 'tel:+226071234567'],
  ['(0607) 123 4567', 'tel:06071234567'],
  ['+49 (0)30 123-45.67', 'tel:+49301234567'],
  ['0800 116 016', 'tel:0800116016'],
])('%s is dialled as %s', (written, address) => {
  expect(isTelephoneNumber(written)).toBe(true)
  expect(telephoneAddress(written)).toBe(address)
})

test.each([
  '',
  '7',
  '+',
  '112, 911',
  '112 / 911',
  '0800 HELP',
  '٩١١',
  '+49 30 1234567 ext 5',
  '1'.repeat(16),
])('“%s” is not one number that a phone can dial', (written) =>
  expect(isTelephoneNumber(written)).toBe(false),
)
