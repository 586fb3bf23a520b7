import type { Problem, Result } from '../result'
import { checkScoring } from './check-scoring'
import { isComparable } from './comparable'
import type { Item, OptionItem, Questionnaire, ResponseOption } from './definition'
import { areSame } from './diff/same'
import { namedInText } from './filled-text'
import { hasOptions, responseOptions } from './options'
import { repeatsOf } from './repeats'
import { scoredItems } from './scoring-change'

/**
 * A questionnaire as it was asked, with the scoring of another version of it: the scoring block with its words, and each item's scoring, the
 * scores, critical marks and variants of its options. Questions, options, conditions and order stay, and so does the number of the version.
 *
 * Who was asked what is known from the version that asked; so conditions of items are never those of the other version.
 *
 * @returns or every reason why answers to the one cannot be scored by the other: it has no scoring; or its scoring rests on an item that was
 *   not asked, or was asked in another way (`isComparable`)
 */
export function withScoringOf(asked: Questionnaire, other: Questionnaire): Result<Questionnaire> {
  if (other.scoring === null) {
    const message = `Version ${other.version} gives no scores. Choose a version that does.`
    return { ok: false, problems: [{ path: 'scoring', code: 'no_scoring', message }] }
  }
  const items = asked.items.map((item) => withItemScoringOf(asked, other, item))
  const scored: Questionnaire = { ...asked, items, scoring: other.scoring }
  const problems = [...problemsOfBasis(asked, other)]
  if (problems.length === 0) problems.push(...checkScoring(scored))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: scored }
}

/** Why what the other scoring rests on was not asked, or not so. */
function* problemsOfBasis(asked: Questionnaire, other: Questionnaire): Generator<Problem> {
  const names = scoringNames(other)
  for (const item of other.items.filter(({ id }) => names.has(id))) {
    const before = asked.items.find(({ id }) => id === item.id)
    const path = `items[${other.items.indexOf(item)}]`
    const remedy = `Publish a version whose scoring ${before === undefined ? 'does without it' : 'takes it as it was asked'}, and choose that one.`
    if (before === undefined) {
      const message = `Version ${other.version} scores by the item "${item.id}", which version ${asked.version} did not ask. ${remedy}`
      yield { path, code: 'item_not_asked', message }
    } else if (
      !isComparable(asked, other, item.id) ||
      !areSame(marksOf(asked, before), marksOf(other, item))
    ) {
      const message = `Version ${other.version} scores by the item "${item.id}", which version ${asked.version} asked in another way: another type, other options, another scale, or another repeat. ${remedy}`
      yield { path, code: 'item_not_comparable', message }
    }
  }
  for (const [place, { id }] of repeatsOf(other).entries()) {
    if (!names.has(id) || repeatsOf(asked).some((repeat) => repeat.id === id)) continue
    const message = `Version ${other.version} scores by the number of entries of the repeat "${id}", which version ${asked.version} did not ask. Publish a version whose scoring does without it, and choose that one.`
    yield { path: `repeats[${place}]`, code: 'repeat_not_asked', message }
  }
}

/** Which options say that a question does not apply: that is part of how it was asked. */
function marksOf(questionnaire: Questionnaire, item: Item): readonly string[] {
  if (!hasOptions(item)) return []
  const marked = responseOptions(questionnaire, item).filter(({ missing }) => missing !== undefined)
  return marked.map(({ code }) => code).sort()
}

/** Ids of what a scoring looks at: items and repeats that it names, and those that variants and calculations of these name. */
function scoringNames(questionnaire: Questionnaire): ReadonlySet<string> {
  const itemById = new Map(questionnaire.items.map((item) => [item.id, item]))
  const found = new Set<string>()
  const pending = scoredItems(questionnaire)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const item = itemById.get(id)
    if (item === undefined) continue
    if (item.type === 'calculated') pending.push(...namedInText(item.calculation))
    if (hasOptions(item)) pending.push(...(item.variants ?? []).flatMap(({ when }) => namedInText(when)))
  }
  return found
}

/** An item as it was asked, scored as in the other version; one that cannot be held against it is left alone. */
function withItemScoringOf(asked: Questionnaire, other: Questionnaire, item: Item): Item {
  const scoredAs = other.items.find(({ id }) => id === item.id)
  if (scoredAs === undefined || !isComparable(asked, other, item.id)) return item
  const { scoring } = scoredAs
  if (!hasOptions(item) || !hasOptions(scoredAs)) return { ...item, scoring }
  const { variants: _own, ...kept } = withOptionScores(asked, other, item, scoredAs)
  const variants = scoredAs.variants === undefined ? {} : { variants: scoredAs.variants }
  return { ...kept, ...variants, scoring }
}

function withOptionScores(
  asked: Questionnaire,
  other: Questionnaire,
  item: OptionItem,
  scoredAs: OptionItem,
): OptionItem {
  const before = responseOptions(asked, item)
  const scores = new Map(responseOptions(other, scoredAs).map((option) => [option.code, option]))
  const choices = before.map((option) => withScore(option, scores.get(option.code)))
  if (areSame(before, choices)) return item
  // A shared list may serve items that are not scored alike in the two versions.
  const { choiceList: _shared, ...own } = item
  return { ...own, choices }
}

function withScore(option: ResponseOption, scoredAs: ResponseOption | undefined): ResponseOption {
  const { score: _score, critical: _critical, ...rest } = option
  return {
    ...rest,
    ...(scoredAs?.score !== undefined && { score: scoredAs.score }),
    ...(scoredAs?.critical !== undefined && { critical: scoredAs.critical }),
  }
}
