import type { Problem } from '../result'
import type { Classification, Item, Questionnaire, ScoringBlock } from './definition'
import { responseOptions } from './options'

/** The problems of item scoring and of the scoring block. */
export function* checkScoring(questionnaire: Questionnaire): Generator<Problem> {
  const itemById = new Map(questionnaire.items.map((item) => [item.id, item]))
  for (const [place, item] of questionnaire.items.entries()) {
    yield* checkItemScoring(questionnaire, item, `items[${place}].scoring`)
  }
  if (questionnaire.scoring === null) return
  yield* checkDimensions(questionnaire.scoring, itemById)
  if (questionnaire.scoring.classification !== null) {
    yield* checkClassification(questionnaire.scoring.classification, itemById)
  }
}

function* checkItemScoring(questionnaire: Questionnaire, item: Item, path: string): Generator<Problem> {
  const { scoring } = item
  const isNumeric = item.type === 'number' || item.type === 'scale'
  if (scoring.method === 'choice') {
    if (item.type !== 'single') {
      yield {
        path,
        code: 'scoring_does_not_fit',
        message: `Item "${item.id}": only an item of type "single" takes scores of options.`,
      }
    } else if (!responseOptions(questionnaire, item).some((option) => typeof option.score === 'number')) {
      yield {
        path,
        code: 'options_without_score',
        message: `Item "${item.id}" is scored by option and no option has a score. Give scores from 0 to 100.`,
      }
    }
  } else if (scoring.method !== 'none' && !isNumeric) {
    yield {
      path,
      code: 'scoring_does_not_fit',
      message: `Item "${item.id}": the method "${scoring.method}" needs an item of type "number" or "scale".`,
    }
  }
  if (scoring.method === 'linear') {
    const isInside =
      isNumeric && [scoring.from, scoring.to].every((end) => end >= item.min && end <= item.max)
    if (scoring.from === scoring.to) {
      yield { path, code: 'range_empty', message: `Item "${item.id}": "from" and "to" must differ.` }
    } else if (isNumeric && (!isInside || Math.abs(scoring.to - scoring.from) < item.max - item.min)) {
      yield {
        path,
        code: 'score_out_of_range',
        message: `Item "${item.id}": a linear score must run over the whole range, from ${item.min} to ${item.max}, or scores leave 0–100.`,
      }
    }
  }
  if (scoring.method === 'piecewise') {
    const xs = scoring.points.map(([x]) => x)
    if (xs.some((x, place) => place > 0 && x <= (xs[place - 1] ?? x))) {
      yield {
        path: `${path}.points`,
        code: 'points_out_of_order',
        message: `Item "${item.id}": the points must rise from left to right.`,
      }
    }
  }
}

function* checkDimensions(
  { dimensions, poverty }: ScoringBlock,
  itemById: ReadonlyMap<string, Item>,
): Generator<Problem> {
  const dimensionIds = new Set<string>()
  const subdimensionIds = new Set<string>()
  const placedItems = new Set<string>()
  for (const [place, dimension] of dimensions.entries()) {
    const at = `scoring.dimensions[${place}]`
    yield* once(dimensionIds, dimension.id, `${at}.id`, 'dimension')
    if (poverty !== null && dimension.deprivationCutoff === null) {
      yield {
        path: `${at}.deprivationCutoff`,
        code: 'cutoff_missing',
        message: `Poverty counts deprivations, and "${dimension.id}" has no cut-off. Give one from 0 to 100, or set "poverty" to null.`,
      }
    }
    for (const [inner, subdimension] of dimension.subdimensions.entries()) {
      yield* once(subdimensionIds, subdimension.id, `${at}.subdimensions[${inner}].id`, 'subdimension')
      for (const [slot, { id }] of subdimension.items.entries()) {
        const path = `${at}.subdimensions[${inner}].items[${slot}].id`
        yield* once(placedItems, id, path, 'item')
        const item = itemById.get(id)
        if (item === undefined) yield unknownItem(path, id)
        else if (item.scoring.method === 'none') {
          yield {
            path,
            code: 'item_not_scored',
            message: `Item "${id}" has the scoring method "none". Give it a method, or take it out here.`,
          }
        }
      }
    }
  }
}

function* checkClassification(
  classification: Classification,
  itemById: ReadonlyMap<string, Item>,
): Generator<Problem> {
  const at = 'scoring.classification'
  const lists = [['coreItems', classification.coreItems]] as const
  const required =
    classification.type === 'signals' ? ([['requiredItems', classification.requiredItems]] as const) : []
  for (const [key, ids] of [...lists, ...required]) {
    for (const [place, id] of ids.entries()) {
      const item = itemById.get(id)
      if (item === undefined) yield unknownItem(`${at}.${key}[${place}]`, id)
    }
  }
  if (classification.minAnswered > classification.coreItems.length) {
    yield {
      path: `${at}.minAnswered`,
      code: 'above_maximum',
      message: `There are only ${classification.coreItems.length} core items. Ask for at most so many.`,
    }
  }
  const [key, steps] =
    classification.type === 'signals'
      ? (['rules', classification.rules] as const)
      : (['bands', classification.bands] as const)
  for (const [place, step] of steps.entries()) {
    const isLast = place === steps.length - 1
    if ((step.otherwise === true) !== isLast) {
      yield {
        path: `${at}.${key}[${place}]`,
        code: 'otherwise_misplaced',
        message: isLast
          ? 'The last one must hold whatever is left: give it "otherwise": true.'
          : 'What follows "otherwise" is never reached. Move it to the end.',
      }
    }
  }
  if (classification.type === 'signals') {
    const signalIds = new Set<string>()
    for (const [place, signal] of classification.signals.entries()) {
      yield* once(signalIds, signal.id, `${at}.signals[${place}].id`, 'signal')
    }
    const ruleIds = new Set<string>()
    for (const [place, rule] of classification.rules.entries()) {
      yield* once(ruleIds, rule.id, `${at}.rules[${place}].id`, 'rule')
    }
  }
}

function unknownItem(path: string, id: string): Problem {
  return { path, code: 'unknown_item', message: `No item has the id "${id}". Check its spelling.` }
}

function* once(seen: Set<string>, id: string, path: string, what: string): Generator<Problem> {
  if (seen.has(id)) {
    yield {
      path,
      code: `${what}_repeated`,
      message: `The ${what} "${id}" stands here a second time. Give each its own name.`,
    }
  }
  seen.add(id)
}
