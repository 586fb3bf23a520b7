import { calendarWords, dateInWords } from './interface/calendar-words'
import type { Item, Questionnaire } from './questionnaire/definition'
import { type Expression, parseExpression } from './questionnaire/expression'
import { textIn } from './questionnaire/language'
import { optionsOf } from './questionnaire/options'

/** A piece of a sentence: our own English words, or a text of the questionnaire to be set in quotation marks. */
export type Part = string | { readonly quoted: string }

/**
 * A relevance expression as a sentence part for staff: `“How do you earn?” is “Regular job” or “Own business”`.
 *
 * @param language of the questions and options quoted
 * @returns null where the expression is beyond these words; show the expression itself then
 */
export function relevanceInWords(
  questionnaire: Questionnaire,
  expression: string,
  language: string,
): readonly Part[] | null {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return null
  try {
    return new Wording(questionnaire, language).of(parsed.value)
  } catch (error) {
    if (error instanceof BeyondWords) return null
    throw error
  }
}

class BeyondWords extends Error {}

const comparisons: Readonly<Record<string, string>> = {
  '=': ' is ',
  '!=': ' is not ',
  '<': ' is less than ',
  '<=': ' is at most ',
  '>': ' is more than ',
  '>=': ' is at least ',
}

class Wording {
  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly language: string,
  ) {}

  of(expression: Expression): readonly Part[] {
    switch (expression.kind) {
      case 'or': {
        const oneOf = this.oneOf(expression)
        if (oneOf !== null) return [...this.itemNamed(oneOf.itemId), ' is ', ...this.codes(oneOf, ' or ')]
        return [...this.of(expression.left), ', or ', ...this.of(expression.right)]
      }
      case 'and':
        return [...this.grouped(expression.left), ' and ', ...this.grouped(expression.right)]
      case 'not':
        return this.negated(expression.operand)
      case 'selected':
        return this.selection(expression, ' includes ')
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.comparison(expression.kind, expression.left, expression.right)
      default:
        throw new BeyondWords()
    }
  }

  private grouped(expression: Expression): readonly Part[] {
    const words = this.of(expression)
    return expression.kind === 'or' && this.oneOf(expression) === null ? ['(', ...words, ')'] : words
  }

  private negated(operand: Expression): readonly Part[] {
    if (operand.kind === 'selected') return this.selection(operand, ' does not include ')
    const oneOf = this.oneOf(operand)
    if (oneOf === null) return ['it is not so that (', ...this.of(operand), ')']
    const isNot = oneOf.codes.length > 1 ? ' is neither ' : ' is not '
    return [...this.itemNamed(oneOf.itemId), isNot, ...this.codes(oneOf, ' nor ')]
  }

  private selection(
    { left, right }: { readonly left: Expression; readonly right: Expression },
    verb: string,
  ): readonly Part[] {
    if (left.kind !== 'reference' || right.kind !== 'text') throw new BeyondWords()
    return [...this.itemNamed(left.itemId), verb, { quoted: this.optionLabel(left.itemId, right.value) }]
  }

  private comparison(sign: string, left: Expression, right: Expression): readonly Part[] {
    const verb = comparisons[sign]
    if (verb === undefined) throw new BeyondWords()
    const subject = this.subject(left)
    if (right.kind === 'number') return [...subject, verb, String(right.value)]
    if (right.kind !== 'text' || left.kind !== 'reference') throw new BeyondWords()
    if (right.value !== '') return [...subject, verb, { quoted: this.optionLabel(left.itemId, right.value) }]
    if (sign === '=') return [...subject, ' is not answered']
    if (sign === '!=') return [...subject, ' is answered']
    throw new BeyondWords()
  }

  private subject(expression: Expression): readonly Part[] {
    if (expression.kind === 'reference') return this.itemNamed(expression.itemId)
    if (expression.kind === 'count-selected' && expression.operand.kind === 'reference')
      return ['the number of answers chosen in ', ...this.itemNamed(expression.operand.itemId)]
    throw new BeyondWords()
  }

  /** The item and codes of `${x} = 'a' or ${x} = 'b' …`, or null for any other expression. */
  private oneOf(expression: Expression): { itemId: string; codes: readonly string[] } | null {
    if (expression.kind === '=') {
      const { left, right } = expression
      if (left.kind !== 'reference' || right.kind !== 'text' || right.value === '') return null
      return { itemId: left.itemId, codes: [right.value] }
    }
    if (expression.kind !== 'or') return null
    const left = this.oneOf(expression.left)
    const right = this.oneOf(expression.right)
    if (left === null || right === null || left.itemId !== right.itemId) return null
    return { itemId: left.itemId, codes: [...left.codes, ...right.codes] }
  }

  private codes(
    { itemId, codes }: { itemId: string; codes: readonly string[] },
    lastJoin: string,
  ): readonly Part[] {
    return codes.flatMap((code, index) => [
      index === 0 ? '' : index === codes.length - 1 ? lastJoin : ', ',
      { quoted: this.optionLabel(itemId, code) },
    ])
  }

  private itemNamed(itemId: string): readonly Part[] {
    return [{ quoted: this.text(this.item(itemId).label) }]
  }

  private optionLabel(itemId: string, code: string): string {
    const item = this.item(itemId)
    const option = optionsOf(this.questionnaire, item).find((offered) => offered.code === code)
    if (option !== undefined) return this.text(option.label)
    return item.type === 'date' ? dateInWords(calendarWords(this.language), code) : code
  }

  private item(itemId: string): Item {
    const item = this.questionnaire.items.find(({ id }) => id === itemId)
    if (item === undefined) throw new BeyondWords()
    return item
  }

  private text(map: Item['label']): string {
    return textIn(map, this.language, this.questionnaire.defaultLanguage)
  }
}
