import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText } from './plain-text'

test.each([
  ['**Welcome** to the <b>survey</b>', 'Welcome to the survey'],
  ['<span style="color:red">Stop</span> here', 'Stop here'],
  ['How long? *minutes only*', 'How long? minutes only'],
  ['How long? _minutes only_', 'How long? minutes only'],
  ['__Do not__ read this aloud', 'Do not read this aloud'],
  ['# Household\nWho lives here?', 'Household\nWho lives here?'],
  ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['See [our page](https://example.org/a)', 'See our page (https://example.org/a)'],
  ['Tea&nbsp;&amp; bread', 'Tea\u00A0& bread'],
  ['** ${age} Years ${agemd} Months**', ' ${age} Years ${agemd} Months'.trim()],
  ['** أوقف المقابلة **', 'أوقف المقابلة'],
])('%s becomes %s', (text, plain) => {
  expect(plainText(text)).toBe(plain)
})

test.each([
  'Name: ____ Age: ____',
  '5 * 3 * 2 hours',
  'Less than 5 < x and y > 3',
  'snake_case_name and another_one',
  '${member__name} and ${_a_}',
  'A * is a footnote',
  'a<b and c>d',
  '[in brackets] (and more)',
])('%s stays as it is', (text) => {
  expect(plainText(text)).toBe(text)
})

test('words without marks stay as they are, and placeholders in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', 'ب', ' ', '.', '1') }), (words) => {
      expect(plainText(words)).toBe(words)
    }),
  )
  const piece = fc.constantFrom(
    '**',
    '*',
    '__',
    '_',
    '<b>',
    '</b>',
    '[',
    '](',
    ')',
    '# ',
    '\n',
    'word',
    ' ',
    '&amp;',
  )
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (before, after) => {
      const text = `${before.join('')}\${a__b_c}${after.join('')}`
      expect(plainText(text)).toContain('${a__b_c}')
    }),
  )
})

test('long texts of marks alone are read in one go', () => {
  for (const mark of ['*', '_', '[', '<', '<b ', '**a', '# ', '[a](', '&']) {
    const text = mark.repeat(10_000)
    expect(plainText(text).length).toBeLessThanOrEqual(text.length)
  }
})
