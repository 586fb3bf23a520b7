import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Expression, parseExpression } from './expression'
import { expressionText } from './expression-text'

/** Without places in the text, which a rewriting may move. */
function withoutPlaces(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value) => (key === 'at' ? undefined : value)))
}

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('${a}', '${b_2}', '.', "'x'", '"it\'s"', '1', '0.25', '0.0000001', 'true()', 'name'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('and', 'or', '=', '!=', '<', '>=', '+', '-', '*', 'div', 'mod'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie('expression').map((inner) => `not(${inner})`),
    tie('expression').map((inner) => `-(${inner})`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([one, two]) => `if(${one}, ${two}, selected(${one}, 'y'))`),
  ),
}))

test('an expression reads back as it was', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const first = parseExpression(text)
      if (!first.ok) throw new Error(first.problems[0]?.message)
      const again = parseExpression(expressionText(first.value))
      expect(again.ok && withoutPlaces(again.value)).toEqual(withoutPlaces(first.value))
    }),
  )
})

test.each([
  ["(${a} = 'x') or ((${b} = 'y') and (${c} = 'z'))", "${a} = 'x' or ${b} = 'y' and ${c} = 'z'"],
  ["(${a} = 'x' or ${b} = 'y') and ${c} = 'z'", "(${a} = 'x' or ${b} = 'y') and ${c} = 'z'"],
  ['1 - (2 - 3)', '1 - (2 - 3)'],
  ['(1 - 2) - 3', '1 - 2 - 3'],
])('%s is written %s', (text, wanted) => {
  const parsed = parseExpression(text)
  expect(parsed.ok && expressionText(parsed.value)).toBe(wanted)
})
