import { literalOf } from './compared-code'
import type { Item, LanguageMap, OptionItem, Questionnaire, ResponseOption, ScoringBlock } from './definition'
import { type Expression, parseExpression, visit } from './expression'
import { expressionText, withParts } from './expression-text'
import { hasOptions } from './options'

/** Where an option stands: among the own options of an item, or in a list that items share. */
export type OptionPlace = { readonly itemId: string } | { readonly choiceList: string }

/**
 * The definition with another id for an item, followed wherever it is named: in sections, conditions, calculations, texts that show its
 * answer, the score and the rules of categories. Expressions that cannot be read are followed too.
 *
 * @throws RangeError when another item has that id: the two could not be told apart again
 */
export function renamedItem(questionnaire: Questionnaire, from: string, to: string): Questionnaire {
  if (from === to) return questionnaire
  if (questionnaire.items.some(({ id }) => id === to))
    throw new RangeError(`There is an item "${to}" already. Choose another id.`)
  if (questionnaire.repeats?.some(({ id }) => id === to))
    throw new RangeError(`There is a repeat "${to}" already. Choose another id.`)
  return withOtherName(questionnaire, from, to)
}

/**
 * The definition with another id for a repeat, followed wherever it is named.
 *
 * @throws RangeError when an item or another repeat has that id
 */
export function renamedRepeat(questionnaire: Questionnaire, from: string, to: string): Questionnaire {
  if (from === to) return questionnaire
  const { items, repeats = [] } = questionnaire
  if ([...items, ...repeats].some(({ id }) => id === to))
    throw new RangeError(`There is an item or repeat "${to}" already. Choose another id.`)
  const named = withOtherName(questionnaire, from, to)
  return {
    ...named,
    sections: named.sections.map((section) =>
      section.repeat === from ? { ...section, repeat: to } : section,
    ),
    repeats: (named.repeats ?? []).map((repeat) => (repeat.id === from ? { ...repeat, id: to } : repeat)),
  }
}

function withOtherName(questionnaire: Questionnaire, from: string, to: string): Questionnaire {
  const id = (named: string) => (named === from ? to : named)
  const inExpression = (text: string) => withReference(text, from, to)
  const inTexts = (texts: LanguageMap) => changedTexts(texts, (text) => withPlaceholder(text, from, to))
  const { sections, items, scoring, repeats } = withExpressions(questionnaire, inExpression)
  return {
    ...questionnaire,
    ...(repeats !== undefined && { repeats }),
    sections: sections.map((section) => ({
      ...section,
      title: inTexts(section.title),
      ...(section.intro && { intro: inTexts(section.intro) }),
      items: section.items.map(id),
    })),
    items: items.map((item) => ({
      ...item,
      id: id(item.id),
      label: inTexts(item.label),
      ...(item.help && { help: inTexts(item.help) }),
      ...(item.labelFollowUp && { labelFollowUp: inTexts(item.labelFollowUp) }),
      ...(item.constraintMessage && { constraintMessage: inTexts(item.constraintMessage) }),
      ...(item.requiredMessage && { requiredMessage: inTexts(item.requiredMessage) }),
      ...(item.benchmarkOf !== undefined && { benchmarkOf: id(item.benchmarkOf) }),
    })),
    scoring: scoring === null ? null : scoringWithIds(scoring, id),
  }
}

/**
 * The definition with another code for an option, followed wherever it stands beside an answer that can be this option: in conditions and
 * calculations, among exclusive codes and variant scores, and in the attributes by which a choice filter goes after that answer. An
 * expression that cannot be read stays as it is; one that changes is written anew, with the brackets that it needs.
 *
 * @throws RangeError when another option of the list has that code
 */
export function renamedOption(
  questionnaire: Questionnaire,
  place: OptionPlace,
  from: string,
  to: string,
): Questionnaire {
  if (from === to) return questionnaire
  const holds = (item: Item): item is OptionItem =>
    hasOptions(item) &&
    ('itemId' in place
      ? item.id === place.itemId && item.choices !== undefined
      : item.choices === undefined && item.choiceList === place.choiceList)
  const ids = new Set(questionnaire.items.filter(holds).map((item) => item.id))
  const options = (list: readonly ResponseOption[]) => {
    if (list.some(({ code }) => code === to))
      throw new RangeError(`There is an option "${to}" already. Choose another code.`)
    return list.map((option) => (option.code === from ? { ...option, code: to } : option))
  }
  const renamed = withOptionLists(questionnaire, (list, other) =>
    isSamePlace(place, other) ? options(list) : list,
  )
  const recoded = withExpressions(renamed, (text, owner) => recodedText(text, owner, ids, from, to))
  const followed = recoded.items.map((item) => (holds(item) ? withOptionCode(item, from, to) : item))
  return withAttributes({ ...recoded, items: followed }, ids, from, to)
}

function isSamePlace(one: OptionPlace, other: OptionPlace): boolean {
  return 'itemId' in one
    ? 'itemId' in other && one.itemId === other.itemId
    : 'choiceList' in other && one.choiceList === other.choiceList
}

/** The definition with each list of options changed. */
function withOptionLists(
  questionnaire: Questionnaire,
  change: (options: readonly ResponseOption[], place: OptionPlace) => readonly ResponseOption[],
): Questionnaire {
  return {
    ...questionnaire,
    items: questionnaire.items.map((item) =>
      hasOptions(item) && item.choices !== undefined
        ? { ...item, choices: change(item.choices, { itemId: item.id }) }
        : item,
    ),
    choiceLists: Object.fromEntries(
      Object.entries(questionnaire.choiceLists).map(([choiceList, options]) => [
        choiceList,
        change(options, { choiceList }),
      ]),
    ),
  }
}

/**
 * The definition with each expression changed.
 *
 * @param change gets the item that the expression belongs to, null for a signal or a repeat
 */
function withExpressions(
  questionnaire: Questionnaire,
  change: (text: string, owner: Item | null) => string,
): Questionnaire {
  const changed = signalsWithExpressions(questionnaire, (text) => change(text, null))
  const { repeats } = questionnaire
  return {
    ...changed,
    items: questionnaire.items.map((item) => itemWithExpressions(item, (text) => change(text, item))),
    ...(repeats !== undefined && {
      repeats: repeats.map((repeat) => ({
        ...repeat,
        relevant: repeat.relevant === null ? null : change(repeat.relevant, null),
        count: repeat.count === null ? null : change(repeat.count, null),
      })),
    }),
  }
}

/** The definition with the expressions of its scoring block changed. */
export function signalsWithExpressions(
  questionnaire: Questionnaire,
  change: (text: string) => string,
): Questionnaire {
  const { scoring } = questionnaire
  const classification = scoring?.classification
  if (scoring === null || classification?.type !== 'signals') return questionnaire
  const signals = classification.signals.map((signal) => ({ ...signal, when: change(signal.when) }))
  return { ...questionnaire, scoring: { ...scoring, classification: { ...classification, signals } } }
}

/** An item with each of its expressions changed. */
export function itemWithExpressions(item: Item, change: (text: string) => string): Item {
  const shared = {
    ...item,
    relevant: item.relevant === null ? null : change(item.relevant),
    required: typeof item.required === 'string' ? change(item.required) : item.required,
    ...(item.constraint !== undefined && { constraint: change(item.constraint) }),
    ...(item.default !== undefined && { default: change(item.default) }),
  }
  if (shared.type === 'calculated') return { ...shared, calculation: change(shared.calculation) }
  if (!hasOptions(shared)) return shared
  const { choiceFilter, variants } = shared
  return {
    ...shared,
    ...(choiceFilter !== undefined && { choiceFilter: change(choiceFilter) }),
    ...(variants !== undefined && {
      variants: variants.map((variant) => ({ ...variant, when: change(variant.when) })),
    }),
  }
}

/** What stands in quotation marks is a text of its own, whatever it looks like. */
function withReference(text: string, from: string, to: string): string {
  const pattern = new RegExp(`'[^']*'|"[^"]*"|${placeholderOf(from)}`, 'g')
  return text.replace(pattern, (found) => (found.startsWith('$') ? `\${${to}}` : found))
}

function withPlaceholder(text: string, from: string, to: string): string {
  return text.replace(new RegExp(placeholderOf(from), 'g'), () => `\${${to}}`)
}

function placeholderOf(itemId: string): string {
  return `\\$\\{\\s*${itemId.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}\\s*\\}`
}

/** Texts by language, each changed. */
export function changedTexts(texts: LanguageMap, change: (text: string) => string): LanguageMap {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, change(text)]))
}

function scoringWithIds(scoring: ScoringBlock, id: (named: string) => string): ScoringBlock {
  const { classification } = scoring
  return {
    ...scoring,
    dimensions: scoring.dimensions.map((dimension) => ({
      ...dimension,
      subdimensions: dimension.subdimensions.map((subdimension) => ({
        ...subdimension,
        items: subdimension.items.map((placed) => ({ ...placed, id: id(placed.id) })),
      })),
    })),
    classification: classification && {
      ...classification,
      coreItems: classification.coreItems.map(id),
      ...(classification.type === 'signals' && { requiredItems: classification.requiredItems.map(id) }),
    },
  }
}

/** @param ids of the items whose answers can be the option */
function recodedText(
  text: string,
  owner: Item | null,
  ids: ReadonlySet<string>,
  from: string,
  to: string,
): string {
  const parsed = parseExpression(text)
  if (!parsed.ok) return text
  const replaced = new Map<Expression, Expression>()
  visit(parsed.value, (part) => {
    for (const [answer, code] of pairsOf(part)) {
      const literal = literalOf(code)
      if (literal !== null && String(literal) === from && isAnswerOf(answer, owner, ids))
        replaced.set(code, { kind: 'text', value: to, at: 0 })
    }
  })
  if (replaced.size === 0) return text
  return expressionText(withParts(parsed.value, (part) => replaced.get(part) ?? part))
}

/** What a part sets side by side, each way round in which the first can be an answer. */
function pairsOf(part: Expression): readonly (readonly [Expression, Expression])[] {
  if (part.kind === 'selected') return [[part.left, part.right]]
  if (part.kind !== '=' && part.kind !== '!=') return []
  return [
    [part.left, part.right],
    [part.right, part.left],
  ]
}

/** Whether an expression is an answer to one of some items, one of its codes, or the code of their options in a choice filter. */
function isAnswerOf(expression: Expression, owner: Item | null, ids: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'reference':
      return ids.has(expression.itemId)
    case 'self':
      return owner !== null && ids.has(owner.id)
    case 'attribute':
      return expression.name === 'name' && owner !== null && ids.has(owner.id)
    case 'call': {
      const [list] = expression.operands
      return expression.name === 'selected-at' && list !== undefined && isAnswerOf(list, owner, ids)
    }
    default:
      return false
  }
}

function withOptionCode(item: OptionItem, from: string, to: string): OptionItem {
  const code = (named: string) => (named === from ? to : named)
  const shared = {
    ...item,
    ...(item.variants !== undefined && {
      variants: item.variants.map((variant) => ({
        ...variant,
        scores: Object.fromEntries(
          Object.entries(variant.scores).map(([named, score]) => [code(named), score]),
        ),
      })),
    }),
  }
  if (shared.type !== 'multiple' || shared.exclusive === undefined) return shared
  return { ...shared, exclusive: shared.exclusive.map(code) }
}

/** The definition with the attributes that choice filters compare with an answer to one of the items: they hold its codes. */
function withAttributes(
  questionnaire: Questionnaire,
  ids: ReadonlySet<string>,
  from: string,
  to: string,
): Questionnaire {
  const ofItems = new Map<string, readonly string[]>()
  const ofLists = new Map<string, readonly string[]>()
  for (const item of questionnaire.items) {
    if (!hasOptions(item) || item.choiceFilter === undefined) continue
    const names = comparedAttributes(item.choiceFilter, ids)
    ofItems.set(item.id, names)
    const { choiceList } = item
    if (choiceList !== undefined) ofLists.set(choiceList, [...(ofLists.get(choiceList) ?? []), ...names])
  }
  return withOptionLists(questionnaire, (options, place) => {
    const names = 'itemId' in place ? ofItems.get(place.itemId) : ofLists.get(place.choiceList)
    return names === undefined
      ? options
      : options.map((option) => withAttributeValues(option, names, from, to))
  })
}

function comparedAttributes(filter: string, ids: ReadonlySet<string>): readonly string[] {
  const names = new Set<string>()
  const parsed = parseExpression(filter)
  if (!parsed.ok) return []
  visit(parsed.value, (part) => {
    for (const [answer, other] of pairsOf(part)) {
      if (other.kind === 'attribute' && isAnswerOf(answer, null, ids)) names.add(other.name)
    }
  })
  return [...names]
}

function withAttributeValues(
  option: ResponseOption,
  names: readonly string[],
  from: string,
  to: string,
): ResponseOption {
  if (option.attributes === undefined) return option
  const entries = Object.entries(option.attributes)
  return {
    ...option,
    attributes: Object.fromEntries(
      entries.map(([name, value]) => [name, names.includes(name) && value === from ? to : value]),
    ),
  }
}
