import type { Problem } from '../result'
import { dateExamples, isRealDate } from './calendar'
import { checkReachability } from './check-reachability'
import { checkEntriesIn } from './check-repeats'
import { comparedCode } from './compared-code'
import type { Item, ItemOfType, OptionItem, Questionnaire, Repeat } from './definition'
import { type Expression, parseExpression, partsOf, visit } from './expression'
import { hasOptions, offeredMissingCodes, responseOptions } from './options'
import { readPattern } from './pattern'
import { repeatsByItem } from './repeats'

/** Where an expression stands, and which items it may refer to. */
type Placed = {
  readonly path: string
  readonly text: string
  /** The place before which it may refer to names. */
  readonly reach: number
  readonly isConstraint: boolean
  /** Whether it has to name an item: what is the same for everybody is written otherwise. */
  readonly isOfOthers?: true
  /** The item whose options a choice filter is about. */
  readonly filtered?: OptionItem
  /** The item whose expression it is. */
  readonly ownerId?: string
}

/**
 * The problems of every expression: unreadable text, unknown items, items that come later, codes that an item does not
 * have, `.` outside a constraint, and relevance that no answers can make true.
 */
export function* checkExpressions(questionnaire: Questionnaire): Generator<Problem> {
  const places = placesOfNames(questionnaire)
  const repeatByItem = repeatsByItem(questionnaire)
  let areAllSound = true
  for (const placed of expressionsOf(questionnaire)) {
    const parsed = parseExpression(placed.text)
    const problems = parsed.ok
      ? [
          ...checkParts(questionnaire, places, repeatByItem, placed, parsed.value),
          ...[
            ...checkEntriesIn(repeatByItem, repeatByItem.get(placed.ownerId ?? '') ?? null, parsed.value),
          ].map((problem) => ({ ...problem, path: placed.path })),
        ]
      : parsed.problems.map((problem) => ({ ...problem, path: placed.path }))
    if (problems.length > 0) areAllSound = false
    yield* problems
  }
  if (areAllSound) yield* checkReachability(questionnaire)
}

/**
 * The place of each name in the order of asking: that of items among the items; the number of entries of a repeat stands between two of them,
 * before the first item of the repeat where it is counted, after the last where it is asked for.
 */
export function placesOfNames({ items, sections, repeats = [] }: Questionnaire): ReadonlyMap<string, number> {
  const places = new Map(items.map((item, place) => [item.id, place]))
  for (const { id, count } of repeats) {
    const own = sections.filter(({ repeat }) => repeat === id).flatMap((section) => section.items)
    const ownPlaces = own.flatMap((itemId) => places.get(itemId) ?? [])
    if (ownPlaces.length === 0) continue
    if (!places.has(id))
      places.set(id, count === null ? Math.max(...ownPlaces) + 0.5 : Math.min(...ownPlaces) - 0.5)
  }
  return places
}

function* expressionsOf(questionnaire: Questionnaire): Generator<Placed> {
  for (const [place, item] of questionnaire.items.entries())
    for (const placed of expressionsOfItem(item, place)) yield { ...placed, ownerId: item.id }
  yield* expressionsOfRepeats(questionnaire)
  const { items, scoring } = questionnaire
  if (scoring?.classification?.type === 'signals') {
    for (const [place, { when }] of scoring.classification.signals.entries()) {
      const path = `scoring.classification.signals[${place}].when`
      yield { path, text: when, reach: items.length, isConstraint: false }
    }
  }
}

/** Whether there are entries, and how many, is settled before the first of them. */
function* expressionsOfRepeats({ items, sections, repeats = [] }: Questionnaire): Generator<Placed> {
  const places = new Map(items.map(({ id }, place) => [id, place]))
  for (const [place, { id, relevant, count }] of repeats.entries()) {
    const first = sections.find(({ repeat }) => repeat === id)?.items[0] ?? ''
    const shared = { reach: (places.get(first) ?? 0) - 0.5, isConstraint: false }
    if (relevant !== null) yield { path: `repeats[${place}].relevant`, text: relevant, ...shared }
    if (count !== null) yield { path: `repeats[${place}].count`, text: count, ...shared }
  }
}

function* expressionsOfItem(item: Item, place: number): Generator<Placed> {
  const at = `items[${place}]`
  if (item.relevant !== null)
    yield { path: `${at}.relevant`, text: item.relevant, reach: place, isConstraint: false }
  if (typeof item.required === 'string') {
    const shared = { reach: place, isConstraint: false, isOfOthers: true } as const
    yield { path: `${at}.required`, text: item.required, ...shared }
  }
  if (item.constraint !== undefined) {
    yield { path: `${at}.constraint`, text: item.constraint, reach: place + 1, isConstraint: true }
  }
  if (item.default !== undefined)
    yield { path: `${at}.default`, text: item.default, reach: place, isConstraint: false }
  if (item.type === 'calculated')
    yield { path: `${at}.calculation`, text: item.calculation, reach: place, isConstraint: false }
  if (hasOptions(item) && item.choiceFilter !== undefined) {
    const path = `${at}.choiceFilter`
    yield { path, text: item.choiceFilter, reach: place, isConstraint: false, filtered: item }
  }
  const variants = hasOptions(item) ? (item.variants ?? []) : []
  for (const [inner, { when }] of variants.entries()) {
    yield { path: `${at}.variants[${inner}].when`, text: when, reach: place, isConstraint: false }
  }
}

function* checkParts(
  questionnaire: Questionnaire,
  places: ReadonlyMap<string, number>,
  repeatByItem: ReadonlyMap<string, Repeat>,
  { path, reach, isConstraint, filtered, isOfOthers, ownerId = '' }: Placed,
  expression: Expression,
): Generator<Problem> {
  const parts: Expression[] = []
  // Within a repeat, earlier entries have answered what is asked later in this one.
  const ofEntries = new Set<Expression>()
  visit(expression, (part) => {
    parts.push(part)
    if (part.kind !== 'call' || part.name !== 'indexed-repeat') return
    const [item, repeat] = part.operands
    const of = item?.kind === 'reference' ? repeatByItem.get(item.itemId) : undefined
    if (of === undefined || of.id !== repeatByItem.get(ownerId)?.id) return
    for (const operand of [item, repeat]) if (operand !== undefined) ofEntries.add(operand)
  })
  if (isOfOthers === true && !parts.some(({ kind }) => kind === 'reference'))
    yield {
      path,
      code: 'condition_without_item',
      message: 'The condition names no item, so it is the same for everybody. Write true or false.',
    }
  for (const part of parts) {
    if (part.kind === 'self' && !isConstraint) {
      yield {
        path,
        code: 'self_outside_constraint',
        message: `At character ${part.at + 1}: "." means the answer itself and belongs in a constraint. Name the item instead.`,
      }
    }
    if (part.kind === 'attribute') yield* checkAttribute(questionnaire, part, path, filtered)
    if (part.kind === 'call') yield* checkPattern(part, path)
    if (part.kind === 'reference') {
      const place = places.get(part.itemId)
      const at = `At character ${part.at + 1}: `
      if (place === undefined) {
        yield {
          path,
          code: 'unknown_item',
          message: `${at}no item has the id "${part.itemId}". Check its spelling.`,
          params: { itemId: part.itemId },
        }
      } else if (place >= (isConstraint ? reach - 0.75 : reach) && !ofEntries.has(part)) {
        yield {
          path,
          code: 'item_comes_later',
          message: `${at}"${part.itemId}" is asked later. An expression may refer to earlier items only; move one of them.`,
        }
      }
    }
    const compared = comparedCode(part)
    const item =
      compared?.answer.kind === 'reference'
        ? questionnaire.items[places.get(compared.answer.itemId) ?? -1]
        : undefined
    if (
      compared !== null &&
      item !== undefined &&
      hasOptions(item) &&
      !hasCode(questionnaire, item, compared.code.value)
    ) {
      yield {
        path,
        code: 'unknown_option',
        message: `At character ${compared.code.at + 1}: "${item.id}" has no option "${compared.code.value}". Check its spelling.`,
      }
    }
    yield* checkDates(part, path, (operand) => {
      if (operand.kind === 'self') return dateItem(isConstraint ? questionnaire.items[reach - 1] : undefined)
      if (operand.kind !== 'reference') return null
      return dateItem(questionnaire.items[places.get(operand.itemId) ?? -1])
    })
  }
}

function* checkAttribute(
  questionnaire: Questionnaire,
  { name, at }: Expression & { readonly kind: 'attribute' },
  path: string,
  filtered: OptionItem | undefined,
): Generator<Problem> {
  if (filtered === undefined) {
    yield {
      path,
      code: 'attribute_outside_choice_filter',
      message: `At character ${at + 1}: "${name}" is neither an item, written \${${name}}, nor a text, written '${name}'.`,
    }
    return
  }
  const options = responseOptions(questionnaire, filtered)
  if (name !== 'name' && !options.some(({ attributes = {} }) => Object.hasOwn(attributes, name))) {
    const known = new Set(options.flatMap(({ attributes = {} }) => Object.keys(attributes)))
    yield {
      path,
      code: 'unknown_attribute',
      message: `At character ${at + 1}: no option of "${filtered.id}" has an attribute "${name}". It has: ${['name', ...known].join(', ')}.`,
    }
  }
}

/** A pattern that is written out is read here; one that answers make up matches nothing when it cannot be read. */
function* checkPattern(
  { name, operands, at }: Expression & { readonly kind: 'call' },
  path: string,
): Generator<Problem> {
  const [, pattern] = operands
  if (name !== 'regex' || pattern?.kind !== 'text') return
  const read = readPattern(pattern.value)
  if (!read.ok)
    yield {
      path,
      code: 'pattern_not_readable',
      message: `At character ${at + 1}: the pattern of regex( ) cannot be read: ${read.fault}`,
    }
}

function dateItem(item: Item | undefined): ItemOfType<'date'> | null {
  return item?.type === 'date' ? item : null
}

const orderings = ['<', '<=', '>', '>=']
const reckonings = ['+', '-', '*', 'div', 'mod', 'negate']

/**
 * The problems of dates in one part of an expression. The language orders and reckons with numbers: a year is one, a day
 * counts those from 1970; a month is neither, and would be neither before nor after anything.
 */
function* checkDates(
  part: Expression,
  path: string,
  dateOf: (operand: Expression) => ItemOfType<'date'> | null,
): Generator<Problem> {
  if (part.kind === 'call') return
  const operands = partsOf(part)
  for (const [place, operand] of operands.entries()) {
    const item = dateOf(operand)
    if (item === null || !('at' in operand)) continue
    const at = `At character ${operand.at + 1}: `
    if (item.precision === 'month' && [...orderings, ...reckonings].includes(part.kind)) {
      yield {
        path,
        code: 'date_not_a_number',
        message: `${at}"${item.id}" is a month, and "${part.kind === 'negate' ? '-' : part.kind}" takes numbers and days only. Use = or !=, or ask for the day or for the year alone ("precision": "year").`,
      }
    } else if (part.kind === '=' || part.kind === '!=') {
      const other = operands[1 - place]
      if (other !== undefined && !canEqualDate(item, other)) {
        yield {
          path,
          code: 'date_not_real',
          message: `${at}"${item.id}" never equals this. Compare it with a real date between single quotes, written '${dateExamples[item.precision]}'.`,
        }
      }
    }
  }
}

function canEqualDate(item: ItemOfType<'date'>, other: Expression): boolean {
  const reserved: readonly string[] = offeredMissingCodes(item)
  if (other.kind === 'text') {
    return other.value === '' || reserved.includes(other.value) || isRealDate(other.value, item.precision)
  }
  return other.kind !== 'number' || (item.precision === 'year' && isRealDate(String(other.value), 'year'))
}

function hasCode(questionnaire: Questionnaire, item: Item, code: string): boolean {
  const reserved: readonly string[] = offeredMissingCodes(item)
  return (
    reserved.includes(code) ||
    (hasOptions(item) && responseOptions(questionnaire, item).some((option) => option.code === code))
  )
}
