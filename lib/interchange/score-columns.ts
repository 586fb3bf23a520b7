import { categoriesOf } from '../disclosure/lattice'
import { compiled } from '../questionnaire/compiled'
import type { Questionnaire, ScoringBlock } from '../questionnaire/definition'
import { referencesOf } from '../questionnaire/expression'
import { textIn } from '../questionnaire/language'
import { tellingItems } from '../questionnaire/telling-items'
import { deprivationScore } from '../scoring/deprivation'
import type { ScoredResponse } from '../scoring/score'
import type { Column, ColumnOrGap, MicrodataChoice } from './column'
import { yesOrNo } from './item-columns'
import { type Cell, missing, type Variable } from './microdata'
import { type MicrodataWords, named } from './microdata-words'

type Context = {
  readonly questionnaire: Questionnaire
  readonly choice: MicrodataChoice
  readonly words: MicrodataWords
}

/**
 * What was computed from the answers: scores of items (when asked for), sub-dimensions, dimensions and the whole, deprivations, the
 * category, the rule that decided it and the signals that fired.
 *
 * Without sensitive items, what gives one of them away is left out too: the score of the item, of a sub-dimension that it is part of, a
 * signal that reads it, and the rule.
 */
export function scoreColumns(context: Context): readonly ColumnOrGap[] {
  const { scoring } = context.questionnaire
  if (scoring === null) return []
  return [
    ...(context.choice.includeItemScores ? itemScores(context, scoring) : []),
    ...subdimensionScores(context, scoring),
    ...dimensionScores(context, scoring),
    ...deprivations(context, scoring),
    ...classification(context, scoring),
  ]
}

type Parts = readonly { readonly id: string }[]

function itemScores(context: Context, scoring: ScoringBlock): readonly ColumnOrGap[] {
  const { itemById } = compiled(context.questionnaire)
  return scoring.dimensions.flatMap(({ subdimensions }) =>
    subdimensions.flatMap(({ items }) =>
      items.map(({ id }) => {
        const column = scoreColumn(
          scoreVariable(context, `score_item_${id}`, nameOf(context, itemById.get(id)?.label, id)),
          (scored) => scored.items[id] ?? null,
          [{ id }],
        )
        return unlessSensitive(context, column, [{ id }])
      }),
    ),
  )
}

function subdimensionScores(context: Context, scoring: ScoringBlock): readonly ColumnOrGap[] {
  return scoring.dimensions.flatMap(({ subdimensions }) =>
    subdimensions.map(({ id, label, items }) => {
      const variable = scoreVariable(context, `score_sub_${id}`, nameOf(context, label, id))
      const column = scoreColumn(variable, (scored) => scored.subdimensions[id] ?? null, items)
      return unlessSensitive(context, column, items)
    }),
  )
}

function dimensionScores(context: Context, scoring: ScoringBlock): readonly ColumnOrGap[] {
  const columns = scoring.dimensions.map((dimension) => {
    const variable = scoreVariable(
      context,
      `score_dim_${dimension.id}`,
      nameOf(context, dimension.label, dimension.id),
    )
    return scoreColumn(variable, (scored) => scored.dimensions[dimension.id] ?? null, itemsOf(dimension))
  })
  const overall = { ...scoreVariable(context, 'score_overall', ''), label: context.words.overall }
  return [
    ...columns,
    scoreColumn(overall, (scored) => scored.overall, scoring.dimensions.flatMap(itemsOf)),
  ].map((column) => ({ column }))
}

function deprivations(context: Context, scoring: ScoringBlock): readonly ColumnOrGap[] {
  const { questionnaire, words } = context
  const deprivable = scoring.dimensions.filter(({ deprivationCutoff }) => deprivationCutoff !== null)
  if (deprivable.length === 0) return []
  const flags = deprivable.map((dimension) =>
    scoreColumn(
      {
        name: `deprived_${dimension.id}`,
        label: named(words.deprived, nameOf(context, dimension.label, dimension.id)),
        ...aboutScores,
        ...yesOrNo(words),
      },
      ({ deprived }) => {
        const flag = deprived[dimension.id] ?? null
        return flag === null ? null : Number(flag)
      },
      itemsOf(dimension),
    ),
  )
  const share: Variable = {
    name: 'deprivation_score',
    label: words.deprivationScore,
    ...aboutScores,
    type: 'number',
    decimals: null,
    min: 0,
    max: 1,
    unit: '',
  }
  return [
    ...flags,
    scoreColumn(
      share,
      ({ deprived }) => deprivationScore(questionnaire, deprived),
      deprivable.flatMap(itemsOf),
    ),
  ].map((column) => ({ column }))
}

function classification(context: Context, scoring: ScoringBlock): readonly ColumnOrGap[] {
  const { questionnaire, choice, words } = context
  if (scoring.classification === null) return []
  const category = codedColumn('category', words.category, categoriesOf(questionnaire), {
    labelOf: (id) => words.categories[id] ?? inWords(id),
    codeOf: (scored) => scored.category,
  })
  if (scoring.classification.type !== 'signals') return [{ column: category }]
  const { rules, signals } = scoring.classification
  const readsSensitive = (signalId: string) =>
    referencesIn(questionnaire, signalId).some((itemId) => isTellingItem(questionnaire, itemId))
  const rule = codedColumn(
    'category_rule',
    words.rule,
    rules.map(({ id }) => id),
    { labelOf: inWords, codeOf: (scored) => scored.categoryBasis?.rule ?? null },
  )
  const kept = (column: Column, isTelling: boolean) =>
    isTelling && !choice.includeSensitive ? gapOf(column) : { column }
  return [
    { column: category },
    kept(
      rule,
      signals.some(({ id }) => readsSensitive(id)),
    ),
    ...signals.map(({ id }) => {
      const variable = {
        name: `signal_${id}`,
        label: named(words.signal, inWords(id)),
        ...aboutScores,
        ...yesOrNo(words),
      }
      const fires = ({ categoryBasis }: ScoredResponse) =>
        Number(categoryBasis?.signals.includes(id) ?? false)
      return kept(scoreColumn(variable, fires, []), readsSensitive(id))
    }),
  ]
}

const aboutScores = { question: '', group: 'scores' } as const

function scoreVariable({ words }: Context, name: string, of: string): Variable {
  const scale = { type: 'number', decimals: null, min: 0, max: 100, unit: '' } as const
  return { name, label: named(words.score, of), ...aboutScores, ...scale }
}

/** @param made items that the score is made of: when none applies to the person, neither does the score */
function scoreColumn(
  variable: Variable,
  read: (scored: ScoredResponse) => number | null,
  made: Parts,
): Column {
  return {
    variables: [variable],
    fill: (row, { scored }) => {
      row.push(scored === null ? missing.skipped : (read(scored) ?? whyNoScore(scored, made)))
    },
  }
}

/** Why a score is not formed: nothing of it applies to the person, or too little was answered. */
function whyNoScore(scored: ScoredResponse, made: Parts): Cell {
  const [only] = made
  if (only !== undefined && made.length === 1) {
    const why = scored.missing[only.id]
    // An answer that carries no score says that the matter does not apply.
    return why === undefined ? missing.not_applicable : missing[why]
  }
  const applies = made.some(({ id }) => {
    const why = scored.missing[id]
    return why !== 'not_asked' && why !== 'not_applicable'
  })
  return applies ? missing.skipped : missing.not_applicable
}

function codedColumn(
  name: string,
  label: string,
  codes: readonly string[],
  read: {
    readonly labelOf: (code: string) => string
    readonly codeOf: (scored: ScoredResponse) => string | null
  },
): Column {
  const categories = codes.map((code, place) => ({ code, value: place + 1, label: read.labelOf(code) }))
  const valueByCode = new Map(categories.map(({ code, value }) => [code, value]))
  return {
    variables: [{ name, label, ...aboutScores, type: 'categorical', level: 'nominal', categories }],
    fill: (row, { scored }) => {
      const code = scored === null ? null : read.codeOf(scored)
      row.push(valueByCode.get(code ?? '') ?? missing.skipped)
    },
  }
}

function unlessSensitive({ questionnaire, choice }: Context, column: Column, made: Parts): ColumnOrGap {
  const isTelling = made.some(({ id }) => isTellingItem(questionnaire, id))
  return isTelling && !choice.includeSensitive ? gapOf(column) : { column }
}

function gapOf({ variables: [variable] }: Column): ColumnOrGap {
  return { leftOut: { name: variable?.name ?? '', label: variable?.label ?? '', why: 'sensitive' } }
}

function isTellingItem(questionnaire: Questionnaire, itemId: string): boolean {
  return tellingItems(questionnaire).has(itemId)
}

function referencesIn(questionnaire: Questionnaire, signalId: string): readonly string[] {
  const when = compiled(questionnaire).signals.get(signalId)
  return when === undefined ? [] : referencesOf(when)
}

function itemsOf({ subdimensions }: ScoringBlock['dimensions'][number]): Parts {
  return subdimensions.flatMap(({ items }) => items)
}

function nameOf({ questionnaire, choice }: Context, label: Parameters<typeof textIn>[0], id: string): string {
  const text = textIn(label, choice.language, questionnaire.defaultLanguage)
  return text === '' ? inWords(id) : text
}

function inWords(id: string): string {
  return id.replaceAll('_', ' ')
}
