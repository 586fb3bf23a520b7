import type { Item, Questionnaire } from './definition'
import { type Expression, parseExpression } from './expression'

/** The expressions of a questionnaire, parsed. */
export type CompiledQuestionnaire = {
  readonly itemById: ReadonlyMap<string, Item>
  readonly relevant: ReadonlyMap<string, Expression>
  readonly required: ReadonlyMap<string, Expression>
  readonly constraint: ReadonlyMap<string, Expression>
  readonly default: ReadonlyMap<string, Expression>
  readonly calculation: ReadonlyMap<string, Expression>
  readonly choiceFilter: ReadonlyMap<string, Expression>
  readonly variants: ReadonlyMap<string, readonly Variant[]>
  readonly signals: ReadonlyMap<string, Expression>
}

export type Variant = { readonly when: Expression; readonly scores: Readonly<Record<string, number>> }

const compiledQuestionnaires = new WeakMap<Questionnaire, CompiledQuestionnaire>()

/**
 * The parsed expressions of a questionnaire; parsed once for each questionnaire object.
 *
 * @throws SyntaxError when an expression cannot be read: `parseQuestionnaire` lets none through
 */
export function compiled(questionnaire: Questionnaire): CompiledQuestionnaire {
  let found = compiledQuestionnaires.get(questionnaire)
  if (found === undefined) {
    found = compile(questionnaire)
    compiledQuestionnaires.set(questionnaire, found)
  }
  return found
}

function compile(questionnaire: Questionnaire): CompiledQuestionnaire {
  const classification = questionnaire.scoring?.classification
  return {
    itemById: new Map(questionnaire.items.map((item) => [item.id, item])),
    relevant: expressionsBy(questionnaire, (item) => item.relevant),
    required: expressionsBy(questionnaire, ({ required }) =>
      typeof required === 'string' ? required : undefined,
    ),
    constraint: expressionsBy(questionnaire, (item) => item.constraint),
    default: expressionsBy(questionnaire, (item) => item.default),
    calculation: expressionsBy(questionnaire, (item) =>
      item.type === 'calculated' ? item.calculation : undefined,
    ),
    choiceFilter: expressionsBy(questionnaire, (item) =>
      'choiceFilter' in item ? item.choiceFilter : undefined,
    ),
    variants: new Map(
      questionnaire.items.flatMap((item) =>
        'variants' in item && item.variants !== undefined
          ? [[item.id, item.variants.map(({ when, scores }) => ({ when: read(when), scores }))] as const]
          : [],
      ),
    ),
    signals: new Map(
      classification?.type === 'signals'
        ? classification.signals.map((signal) => [signal.id, read(signal.when)])
        : [],
    ),
  }
}

function expressionsBy(
  questionnaire: Questionnaire,
  textOf: (item: Item) => string | null | undefined,
): ReadonlyMap<string, Expression> {
  return new Map(
    questionnaire.items.flatMap((item) => {
      const text = textOf(item)
      return text === null || text === undefined ? [] : [[item.id, read(text)] as const]
    }),
  )
}

function read(text: string): Expression {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new SyntaxError(parsed.problems[0]?.message)
  return parsed.value
}
