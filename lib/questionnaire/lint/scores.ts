import type { Item, Questionnaire } from '../definition'
import { hasOptions, responseOptions } from '../options'
import { type Finding, finding, inItem } from './finding'

/** Scores that are given and never used, or used and not given. An item that is compared with another's (`benchmarkOf`) has a use of its own. */
export function* lintScores(questionnaire: Questionnaire): Generator<Finding> {
  const places = scorePlaces(questionnaire)
  for (const [place, item] of questionnaire.items.entries()) {
    const counts = places.get(item.id)
    if (counts === undefined && item.benchmarkOf === undefined) yield* lintUnplaced(item, place)
    if (counts !== undefined) {
      yield* lintPlaced(item, place, counts)
      yield* lintOptions(questionnaire, item, place)
    }
    if (item.benchmarkOf === undefined) yield* lintCritical(questionnaire, item, place, counts)
  }
}

type ScorePlace = {
  readonly dimensionId: string
  readonly subdimensionId: string
  readonly hasCutoff: boolean
}

function scorePlaces({ scoring }: Questionnaire): ReadonlyMap<string, ScorePlace> {
  return new Map(
    (scoring?.dimensions ?? []).flatMap((dimension) =>
      dimension.subdimensions.flatMap((subdimension) =>
        subdimension.items.map(({ id }) => [
          id,
          {
            dimensionId: dimension.id,
            subdimensionId: subdimension.id,
            hasCutoff: dimension.deprivationCutoff !== null,
          },
        ]),
      ),
    ),
  )
}

function* lintUnplaced(item: Item, place: number): Generator<Finding> {
  const { id, scoring } = item
  if (scoring.method !== 'none') {
    yield finding(
      'scored_item_without_place',
      inItem(place, item, 'scoring'),
      { method: scoring.method },
      `Item "${id}" is scored and stands nowhere in "scoring", so its score counts for nothing. Put it into a sub-dimension, or set its method to "none".`,
    )
    return
  }
  // A list that items share may have the scores of another.
  const own = hasOptions(item) ? (item.choices ?? []) : []
  const hasVariants = hasOptions(item) && (item.variants ?? []).length > 0
  if (hasVariants || own.some(({ score }) => typeof score === 'number')) {
    yield finding(
      'scores_not_used',
      inItem(place, item, 'scoring'),
      {},
      `Item "${id}" has options with scores and the scoring method "none". Set the method to "choice" and give it a place in "scoring", or take the scores out.`,
    )
  }
}

function* lintPlaced(
  item: Item,
  place: number,
  { dimensionId, subdimensionId }: ScorePlace,
): Generator<Finding> {
  const said = item.dimension ?? dimensionId
  const saidInner = item.subdimension ?? subdimensionId
  if (said === dimensionId && saidInner === subdimensionId) return
  yield finding(
    'score_place_differs',
    inItem(place, item, 'dimension'),
    { dimensionId, subdimensionId, said, saidInner },
    `Item "${item.id}" says that it belongs to "${said}", "${saidInner}", and counts in "${dimensionId}", "${subdimensionId}". Have both say the same.`,
  )
}

function* lintOptions(questionnaire: Questionnaire, item: Item, place: number): Generator<Finding> {
  if (item.type !== 'single' || item.scoring.method !== 'choice') return
  const byVariant = new Set((item.variants ?? []).flatMap(({ scores }) => Object.keys(scores)))
  const list = item.choiceList
  for (const [inner, { code, score, missing }] of responseOptions(questionnaire, item).entries()) {
    if (typeof score === 'number' || missing === 'na' || byVariant.has(code)) continue
    const at = inItem(place, item, `choices[${inner}]`, `choices/${code}`)
    yield finding(
      'option_never_scored',
      list === undefined ? at : { ...at, path: `choiceLists.${list}[${inner}]` },
      { code },
      `Item "${item.id}": the option "${code}" has no score, so who chooses it counts as if they had not answered. Give it a score, or "missing": "na" where it means that the question does not apply.`,
    )
  }
}

function* lintCritical(
  questionnaire: Questionnaire,
  item: Item,
  place: number,
  counts: ScorePlace | undefined,
): Generator<Finding> {
  const own = hasOptions(item) ? (item.choices ?? []) : []
  const critical = own.filter((option) => option.critical === true).map(({ code }) => code)
  if (critical.length === 0) return
  const isSwitchedOff = questionnaire.scoring?.poverty?.criticalAnswers === false
  if (!isSwitchedOff && counts?.hasCutoff === true) return
  const why =
    counts === undefined
      ? 'the item stands nowhere in "scoring"'
      : isSwitchedOff
        ? '"poverty" says that critical answers do not count'
        : `the dimension "${counts.dimensionId}" has no deprivation cut-off`
  yield finding(
    'critical_without_effect',
    inItem(place, item, 'choices'),
    { codes: critical.join(', ') },
    `Item "${item.id}" has critical options, and they make nobody deprived: ${why}. Put that right, or take "critical" out.`,
  )
}
