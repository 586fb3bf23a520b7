import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passwordProblem } from './passwords'

const codeOf = (password: string, email = 'amina.haddad@harbour.example') =>
  passwordProblem(password, email)?.code ?? 'accepted'

test('length counts in characters, and nothing else is asked of them', () => {
  expect(codeOf('short words')).toBe('password_short')
  expect(codeOf('👩‍👩‍👧')).toBe('password_short')
  expect(codeOf('tisch lampe hund regen')).toBe('accepted')
  expect(codeOf('الأسد ينام الليلة')).toBe('accepted')
  expect(codeOf('x'.repeat(257))).toBe('password_long')
})

// Long ones of published lists of passwords that were found out, and what people make of such.
for (const password of [
  '123456789012',
  '1234567890123',
  'passwordpassword',
  'password1234',
  'p@ssw0rd1234',
  'P4ssw0rd2024!',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
  'aaaaaaaaaaaa',
  'abcdefghijkl',
  'iloveyou12345',
  'trustno1trustno1',
  'letmeinletmein',
  'jennifer123456',
  'liverpool2019!',
  'Summer2024!!',
  'monkeymonkey12',
  'administrator1',
  'foothold2026!',
  'FootholdFoothold',
  'amina.haddad1',
  'harbour12345',
  'amina.haddad@harbour.example',
  '198504121985',
])
  test(`${password} would be tried early`, () => {
    expect(codeOf(password)).toBe('password_common')
  })

test('four words drawn from a list are accepted', () => {
  const words =
    'river lantern copper violin harvest pebble orchard thunder mitten saddle compass walnut ribbon anchor meadow puzzle'.split(
      ' ',
    )
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 4, maxLength: 4 }), (drawn) => {
      expect(codeOf(drawn.join(' '))).toBe('accepted')
    }),
  )
})

test('a password manager’s are accepted', () => {
  const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!#%+']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { minLength: 20, maxLength: 20 }), (drawn) => {
      fc.pre(new Set(drawn).size > 10)
      expect(codeOf(drawn.join(''))).toBe('accepted')
    }),
  )
})
