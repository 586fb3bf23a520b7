import { calendarWords, dateInWords } from './interface/calendar-words'
import english from './interface/paper/en.json'
import type { Item, Questionnaire } from './questionnaire/definition'
import { type Comparison, type Expression, parseExpression } from './questionnaire/expression'
import { textIn } from './questionnaire/language'
import { hasOptions, optionsOf } from './questionnaire/options'

/** A piece of a sentence: our own words, or a text of the questionnaire to be set in quotation marks. */
export type Part = string | Quoted
type Quoted = { readonly quoted: string }
/** As `Part`; an item stands for itself, to be named by whoever sets the sentence. */
export type PartOfItems = Part | { readonly itemId: string }

/** The sentences of conditions in one language, with the places of their parts: `{item} is {options}`. */
export type ConditionWords = Readonly<Record<ConditionKey, string>>
type ConditionKey = Extract<keyof typeof english, `condition.${string}`>

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
  const label = (itemId: string) => itemsOf(questionnaire).get(itemId)?.label
  return (
    relevanceOfItems(questionnaire, expression, language, english)?.map((part) =>
      typeof part === 'object' && 'itemId' in part
        ? { quoted: textIn(label(part.itemId), language, questionnaire.defaultLanguage) }
        : part,
    ) ?? null
  )
}

/** As `relevanceInWords`, in the words of any language, with the items that it is about. */
export function relevanceOfItems(
  questionnaire: Questionnaire,
  expression: string,
  language: string,
  words: ConditionWords,
): readonly PartOfItems[] | null {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return null
  try {
    return new Wording(questionnaire, language, words).of(parsed.value)
  } catch (error) {
    if (error instanceof BeyondWords) return null
    throw error
  }
}

class BeyondWords extends Error {}

const comparisons = {
  '=': 'condition.is',
  '!=': 'condition.isNot',
  '<': 'condition.less',
  '<=': 'condition.atMost',
  '>': 'condition.more',
  '>=': 'condition.atLeast',
} as const satisfies Readonly<Record<Comparison, ConditionKey>>

/** The same comparison with its sides exchanged. */
const turned = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
} as const satisfies Readonly<Record<Comparison, Comparison>>

/** Some options of one item: it is one of them, or they are among what was chosen. */
type OneOf = {
  readonly item: Item
  readonly verb: 'is' | 'includes'
  readonly codes: readonly string[]
}

class Wording {
  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly language: string,
    private readonly words: ConditionWords,
  ) {}

  of(expression: Expression): readonly PartOfItems[] {
    const oneOf = this.oneOf(expression)
    if (oneOf !== null) return this.chosen(oneOf, `condition.${oneOf.verb}`, 'condition.listOr')
    switch (expression.kind) {
      case 'or':
        return this.say('condition.or', {
          first: this.of(expression.left),
          second: this.of(expression.right),
        })
      case 'and':
        return this.say('condition.and', {
          first: this.grouped(expression.left),
          second: this.grouped(expression.right),
        })
      case 'not':
        return this.negated(expression.operand)
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

  private grouped(expression: Expression): readonly PartOfItems[] {
    const words = this.of(expression)
    return expression.kind === 'or' && this.oneOf(expression) === null
      ? this.say('condition.group', { condition: words })
      : words
  }

  private negated(operand: Expression): readonly PartOfItems[] {
    const oneOf = this.oneOf(operand)
    if (oneOf === null) return this.say('condition.not', { condition: this.of(operand) })
    if (oneOf.verb === 'includes')
      return oneOf.codes.length > 1
        ? this.chosen(oneOf, 'condition.includesNone', 'condition.listOr')
        : this.chosen(oneOf, 'condition.includesNot', 'condition.listOr')
    return oneOf.codes.length > 1
      ? this.chosen(oneOf, 'condition.neither', 'condition.listNor')
      : this.chosen(oneOf, 'condition.isNot', 'condition.listNor')
  }

  private comparison(sign: Comparison, left: Expression, right: Expression): readonly PartOfItems[] {
    const isTurned = left.kind === 'number' || left.kind === 'text'
    if (isTurned && (right.kind === 'number' || right.kind === 'text')) throw new BeyondWords()
    if (isTurned) return this.comparison(turned[sign], right, left)
    const item = this.subject(left)
    if (right.kind === 'text' && right.value === '') {
      if (left.kind !== 'reference') throw new BeyondWords()
      if (sign === '=') return this.say('condition.unanswered', { item })
      if (sign === '!=') return this.say('condition.answered', { item })
      throw new BeyondWords()
    }
    return this.say(comparisons[sign], { item, options: this.compared(left, right) })
  }

  /** What an item is compared with: a number, an option, or another item. */
  private compared(left: Expression, right: Expression): readonly PartOfItems[] {
    switch (right.kind) {
      case 'number':
        return left.kind === 'reference' && hasOptions(this.item(left.itemId))
          ? [this.option(this.item(left.itemId), String(right.value))]
          : [String(right.value)]
      case 'text':
        if (left.kind !== 'reference') throw new BeyondWords()
        return [this.option(this.item(left.itemId), right.value)]
      case 'reference':
        return this.itemNamed(right.itemId)
      default:
        throw new BeyondWords()
    }
  }

  private subject(expression: Expression): readonly PartOfItems[] {
    if (expression.kind === 'reference') return this.itemNamed(expression.itemId)
    if (expression.kind === 'count-selected' && expression.operand.kind === 'reference')
      return this.say('condition.count', { item: this.itemNamed(expression.operand.itemId) })
    throw new BeyondWords()
  }

  /** The item and codes of `${x} = 'a' or ${x} = 'b' …`, with `selected( )` too, or null for any other expression. */
  private oneOf(expression: Expression): OneOf | null {
    if (expression.kind === '=' || expression.kind === 'selected') {
      const { left, right } = expression
      if (left.kind !== 'reference' || right.kind !== 'text' || right.value === '') return null
      const item = this.item(left.itemId)
      const verb = expression.kind === 'selected' && item.type !== 'single' ? 'includes' : 'is'
      return { item, verb, codes: [right.value] }
    }
    if (expression.kind !== 'or') return null
    const left = this.oneOf(expression.left)
    const right = this.oneOf(expression.right)
    if (left === null || right === null || left.item !== right.item || left.verb !== right.verb) return null
    return { ...left, codes: [...left.codes, ...right.codes] }
  }

  private chosen(
    { item, codes }: OneOf,
    sentence: ConditionKey,
    lastJoin: 'condition.listOr' | 'condition.listNor',
  ): readonly PartOfItems[] {
    const [first, ...others] = codes.map((code): readonly PartOfItems[] => [this.option(item, code)])
    const options = others.reduce(
      (list, option, place) =>
        this.say(place === others.length - 1 ? lastJoin : 'condition.list', { first: list, second: option }),
      first ?? [],
    )
    return this.say(sentence, { item: this.itemNamed(item.id), options })
  }

  private say(
    key: ConditionKey,
    parts: Readonly<Record<string, readonly PartOfItems[]>>,
  ): readonly PartOfItems[] {
    const [before = '', ...places] = this.words[key].split(/(\{\w+\})/)
    return [before, ...places].flatMap((piece) =>
      piece.startsWith('{') ? (parts[piece.slice(1, -1)] ?? []) : piece === '' ? [] : [piece],
    )
  }

  private itemNamed(itemId: string): readonly PartOfItems[] {
    return [{ itemId: this.item(itemId).id }]
  }

  private option(item: Item, code: string): Quoted {
    const option = optionsOf(this.questionnaire, item).find((offered) => offered.code === code)
    if (option !== undefined) return { quoted: this.text(option.label) || code }
    return { quoted: item.type === 'date' ? dateInWords(calendarWords(this.language), code) : code }
  }

  private item(itemId: string): Item {
    const item = itemsOf(this.questionnaire).get(itemId)
    if (item === undefined) throw new BeyondWords()
    return item
  }

  private text(map: Item['label']): string {
    return textIn(map, this.language, this.questionnaire.defaultLanguage)
  }
}

/** Looked up once: thousands of conditions may each name twenty items. Of two items of one name the first counts. */
const itemsById = new WeakMap<Questionnaire, ReadonlyMap<string, Item>>()

function itemsOf(questionnaire: Questionnaire): ReadonlyMap<string, Item> {
  const known = itemsById.get(questionnaire)
  if (known !== undefined) return known
  const items = new Map(questionnaire.items.toReversed().map((item) => [item.id, item]))
  itemsById.set(questionnaire, items)
  return items
}
