import type { Item, Questionnaire } from './definition'
import { plainExpression } from './diff/items'
import { areSame } from './diff/same'
import { namedInText } from './filled-text'
import { hasOptions, offeredMissingCodes, responseOptions } from './options'
import { unrolled } from './repeats'

/**
 * Whether some answers could get another score, deprivation or category under one version than under the other.
 *
 * Judged by what the score rests on, near or far: the scoring block; items that count, that decide on a category, or that conditions of these
 * look at; their types, options, scores and conditions. So it may say yes where no answers show it, and never no where some do. Words, order
 * of asking and items that the score does not rest on are nothing to it.
 */
export function isScoringChanged(before: Questionnaire, after: Questionnaire): boolean {
  return !areSame(scoringBasis(unrolled(before)), scoringBasis(unrolled(after)))
}

/** All that scores are computed from, without words; null without scoring. */
export function scoringBasis(questionnaire: Questionnaire) {
  const { scoring, items } = questionnaire
  if (scoring === null) return null
  const { dimensions, classification, scale: _constant, ...rules } = scoring
  const itemById = new Map(items.map((item) => [item.id, item]))
  const basis = new Map<string, unknown>()
  const pending = scoredItems(questionnaire)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const item = itemById.get(id)
    if (item === undefined || basis.has(id)) continue
    basis.set(id, itemBasis(questionnaire, item))
    pending.push(...expressionsOf(item).flatMap(namedInText))
  }
  return {
    ...rules,
    dimensions: dimensions.map(({ id, weight, deprivationCutoff, subdimensions }) => ({
      id,
      weight,
      deprivationCutoff,
      subdimensions: subdimensions.map((part) => ({ id: part.id, weight: part.weight, items: part.items })),
    })),
    classification:
      classification?.type === 'signals'
        ? {
            ...classification,
            signals: classification.signals.map(({ id, strength, when }) => ({
              id,
              strength,
              when: plainExpression(when),
            })),
          }
        : classification,
    items: Object.fromEntries(basis),
  }
}

/** Ids of the items that the scoring block names. */
export function scoredItems({ scoring }: Questionnaire): string[] {
  const { dimensions = [], classification = null } = scoring ?? {}
  const placed = dimensions.flatMap(({ subdimensions }) =>
    subdimensions.flatMap(({ items }) => items.map(({ id }) => id)),
  )
  if (classification === null) return placed
  const core = [...placed, ...classification.coreItems]
  if (classification.type === 'threshold') return core
  const named = classification.signals.flatMap(({ when }) => namedInText(when))
  return [...core, ...classification.requiredItems, ...named]
}

function itemBasis(questionnaire: Questionnaire, item: Item) {
  const expressions = {
    relevant: item.relevant,
    calculation: item.type === 'calculated' ? item.calculation : null,
  }
  const plain = (text: string | null | undefined) => (text == null ? null : plainExpression(text))
  const shared = {
    type: item.type,
    scoring: item.scoring,
    relevant: plain(expressions.relevant),
    calculation: plain(expressions.calculation),
  }
  if (!hasOptions(item)) return shared
  const options = responseOptions(questionnaire, item).map(
    ({ code, score, critical, missing, attributes }) => ({
      code,
      score,
      critical: critical === true,
      missing,
      // Filters alone look at them.
      attributes: item.choiceFilter === undefined ? undefined : attributes,
    }),
  )
  return {
    ...shared,
    options: Object.fromEntries(options.map((option) => [option.code, option])),
    exclusive: item.type === 'multiple' ? [...(item.exclusive ?? [])].sort() : undefined,
    choiceFilter: plain(item.choiceFilter),
    offered: item.choiceFilter === undefined ? undefined : [...offeredMissingCodes(item)].sort(),
    variants: item.variants?.map(({ when, scores }) => ({ when: plainExpression(when), scores })),
  }
}

/** The expressions on which an item's value and score rest. */
function expressionsOf(item: Item): readonly string[] {
  const own = [item.relevant, item.type === 'calculated' ? item.calculation : null]
  const ofOptions = hasOptions(item)
    ? [item.choiceFilter, ...(item.variants ?? []).map(({ when }) => when)]
    : []
  return [...own, ...ofOptions].filter((text) => typeof text === 'string')
}
