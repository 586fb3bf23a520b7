import { canBeTrue, Effort } from '../check-reachability'
import { compiled } from '../compiled'
import type { Questionnaire } from '../definition'
import { type Expression, referencesOf } from '../expression'
import { expressionText, withParts } from '../expression-text'
import { type Finding, finding, inItem } from './finding'

/** Conditions that part nobody from anybody, or that hold of people who were not asked what they look at; as far as that can be tried out. */
export function* lintConditions(questionnaire: Questionnaire): Generator<Finding> {
  const { relevant } = compiled(questionnaire)
  const canHold = tried(questionnaire)
  for (const [place, item] of questionnaire.items.entries()) {
    const own = relevant.get(item.id)
    if (own === undefined) continue
    if (canHold(negated(own)) === false) {
      yield finding(
        'condition_always_true',
        inItem(place, item, 'relevant'),
        {},
        `Item "${item.id}" has a condition that always holds, so everybody is asked. Take the condition out, or put it right.`,
      )
      continue
    }
    for (const { part, itemId, whenFalse } of testsOfBlanks(own)) {
      const asked = relevant.get(itemId)
      if (asked === undefined) continue
      const unasked = negated(asked)
      // It rests on this test when, without it, nobody is asked who was not asked the other item.
      if (canHold(both(own, unasked)) !== true || canHold(both(whenFalse, unasked)) !== false) continue
      yield finding(
        'condition_true_unasked',
        inItem(place, item, 'relevant', `relevant/${itemId}`),
        { otherId: itemId, test: part },
        `Item "${item.id}" is asked of people to whom "${itemId}" was not put, too, since ${part} holds where there is no answer. If you do not mean that, add: and \${${itemId}} != ''`,
      )
      break
    }
  }
}

/** `canBeTrue`, each expression tried once: questions of a group share their condition. */
function tried(questionnaire: Questionnaire): (expression: Expression) => boolean | null {
  const effort = new Effort()
  const verdicts = new Map<string, boolean | null>()
  return (expression) => {
    const text = expressionText(expression)
    const known = verdicts.get(text)
    if (known !== undefined) return known
    const verdict = canBeTrue(questionnaire, expression, effort)
    verdicts.set(text, verdict)
    return verdict
  }
}

type TestOfBlank = {
  /** The test as it is written. */
  readonly part: string
  readonly itemId: string
  /** The whole expression as if the test did not hold. */
  readonly whenFalse: Expression
}

/** The tests of one item in an expression that hold when it has no answer: `!=`, and `=` and `selected( )` within `not( )`. */
function testsOfBlanks(expression: Expression): readonly TestOfBlank[] {
  const found: TestOfBlank[] = []
  const look = (part: Expression, isWanted: boolean) => {
    if (part.kind === 'not') look(part.operand, !isWanted)
    else if (part.kind === 'and' || part.kind === 'or') {
      look(part.left, isWanted)
      look(part.right, isWanted)
    } else if (part.kind === '=' || part.kind === '!=' || part.kind === 'selected') {
      const [itemId, ...others] = referencesOf(part)
      const isOfBlank = part.right.kind === 'text' && part.right.value === ''
      if (itemId === undefined || others.length > 0 || isOfBlank || (part.kind === '!=') !== isWanted) return
      const whenFalse = withParts(expression, (inner) =>
        inner === part ? { kind: 'truth', value: !isWanted } : inner,
      )
      found.push({
        part: isWanted ? expressionText(part) : `not(${expressionText(part)})`,
        itemId,
        whenFalse,
      })
    }
  }
  look(expression, true)
  return found
}

function negated(operand: Expression): Expression {
  return { kind: 'not', operand }
}

function both(left: Expression, right: Expression): Expression {
  return { kind: 'and', left, right }
}
