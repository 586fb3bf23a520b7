import type { DimensionDefinition, Questionnaire, ScoringBlock } from '../definition'
import type { Change, ChangePlace } from './change'
import { addedAndRemoved, areSame, settingOf } from './same'
import { compareText } from './texts'

const place: ChangePlace = { kind: 'score' }

/** How the scoring block differs, but for the places of single items. */
export function* compareScoring(
  before: Questionnaire,
  after: Questionnaire,
  languages: readonly string[],
): Generator<Change> {
  const [old, present] = [before.scoring, after.scoring]
  if (old === null && present === null) return
  if (old === null) yield { kind: 'scoring_added', place }
  else if (present === null) yield { kind: 'scoring_removed', place }
  else {
    yield* compareDimensions(old, present, languages)
    for (const field of ['scale', 'minItemShare', 'minSubdimensionShare', 'overall', 'poverty'] as const)
      yield* rule(field, old[field], present[field])
    yield* compareClassification(old, present, new Set(after.items.map(({ id }) => id)))
  }
}

function* rule(field: string, before: unknown, after: unknown): Generator<Change> {
  if (areSame(before, after)) return
  yield { kind: 'scoring_rule_changed', place, field, before: settingOf(before), after: settingOf(after) }
}

function* compareDimensions(
  old: ScoringBlock,
  present: ScoringBlock,
  languages: readonly string[],
): Generator<Change> {
  const [oldIds, newIds] = [old, present].map(({ dimensions }) => dimensions.map(({ id }) => id))
  const { added, removed, kept } = addedAndRemoved(oldIds ?? [], newIds ?? [])
  for (const dimensionId of removed) yield { kind: 'dimension_removed', place, dimensionId }
  for (const dimensionId of added) yield { kind: 'dimension_added', place, dimensionId }
  yield* rule(
    'order of dimensions',
    kept,
    newIds?.filter((id) => kept.includes(id)),
  )
  for (const dimension of present.dimensions) {
    const former = old.dimensions.find(({ id }) => id === dimension.id)
    if (former !== undefined) yield* compareDimension(former, dimension, languages)
  }
}

function* compareDimension(
  old: DimensionDefinition,
  dimension: DimensionDefinition,
  languages: readonly string[],
): Generator<Change> {
  const { id: dimensionId } = dimension
  const key = `scoring/${dimensionId}`
  const label = { place, text: 'dimension', key: `${key}/label`, code: null } as const
  yield* compareText(languages, label, old.label, dimension.label)
  if (old.weight !== dimension.weight) {
    const [was, is] = [old.weight, dimension.weight]
    yield { kind: 'weight_changed', place, dimensionId, subdimensionId: null, before: was, after: is }
  }
  if (old.deprivationCutoff !== dimension.deprivationCutoff) {
    const [was, is] = [old.deprivationCutoff, dimension.deprivationCutoff]
    yield { kind: 'cutoff_changed', place, dimensionId, before: was, after: is }
  }
  yield* rule(`${dimensionId}.paragraphs`, old.paragraphs, dimension.paragraphs)
  const [oldIds, newIds] = [old, dimension].map(({ subdimensions }) => subdimensions.map(({ id }) => id))
  const { added, removed, kept } = addedAndRemoved(oldIds ?? [], newIds ?? [])
  for (const subdimensionId of removed)
    yield { kind: 'subdimension_removed', place, dimensionId, subdimensionId }
  for (const subdimensionId of added) yield { kind: 'subdimension_added', place, dimensionId, subdimensionId }
  yield* rule(
    `order in ${dimensionId}`,
    kept,
    newIds?.filter((id) => kept.includes(id)),
  )
  for (const part of dimension.subdimensions) {
    const former = old.subdimensions.find(({ id }) => id === part.id)
    if (former === undefined) continue
    const subdimensionId = part.id
    const inner = { place, text: 'subdimension', key: `${key}/${subdimensionId}/label`, code: null } as const
    yield* compareText(languages, inner, former.label, part.label)
    if (former.weight !== part.weight) {
      const [was, is] = [former.weight, part.weight]
      yield { kind: 'weight_changed', place, dimensionId, subdimensionId, before: was, after: is }
    }
    // Which items count, and how much, is told of the items.
    const [oldItems, newItems] = [former, part].map(({ items }) => items.map(({ id }) => id))
    const both = addedAndRemoved(oldItems ?? [], newItems ?? []).kept
    yield* rule(
      `order in ${subdimensionId}`,
      both,
      newItems?.filter((id) => both.includes(id)),
    )
  }
}

function* compareClassification(
  { classification: old }: ScoringBlock,
  { classification: present }: ScoringBlock,
  itemIds: ReadonlySet<string>,
): Generator<Change> {
  if (old === null || present === null || old.type !== present.type) {
    yield* rule('classification', old, present)
    return
  }
  const lists = [
    ['coreItems', old.coreItems, present.coreItems] as const,
    ...(old.type === 'signals' && present.type === 'signals'
      ? [['requiredItems', old.requiredItems, present.requiredItems] as const]
      : []),
  ]
  for (const [field, was, is] of lists) {
    const { added, removed, kept } = addedAndRemoved(was, is)
    // An item that was removed is told once.
    const left = removed.filter((id) => itemIds.has(id))
    if (added.length + left.length > 0)
      yield { kind: 'core_items_changed', place, field, added, removed: left }
    yield* rule(
      `order of ${field}`,
      kept,
      is.filter((id) => kept.includes(id)),
    )
  }
  yield* rule('classification.minAnswered', old.minAnswered, present.minAnswered)
  if (old.type === 'signals' && present.type === 'signals') {
    yield* compareSignals(old.signals, present.signals)
    yield* rule('classification.rules', old.rules, present.rules)
  }
  if (old.type === 'threshold' && present.type === 'threshold') {
    yield* rule('classification.score', old.score, present.score)
    yield* rule('classification.bands', old.bands, present.bands)
    yield* rule('classification.insufficient', old.insufficient, present.insufficient)
  }
}

type Signal = {
  readonly id: string
  readonly strength: string
  readonly when: string
  readonly paragraphs?: readonly string[] | undefined
}

function* compareSignals(old: readonly Signal[], present: readonly Signal[]): Generator<Change> {
  const { removed, kept } = addedAndRemoved(
    old.map(({ id }) => id),
    present.map(({ id }) => id),
  )
  const seen = (signal: Signal | undefined) =>
    signal === undefined ? null : { strength: signal.strength, when: signal.when }
  for (const signalId of removed) {
    const was = old.find(({ id }) => id === signalId)
    yield { kind: 'signal_changed', place, signalId, before: seen(was), after: null }
  }
  for (const signal of present) {
    const was = old.find(({ id }) => id === signal.id)
    if (!areSame(seen(was), seen(signal)))
      yield { kind: 'signal_changed', place, signalId: signal.id, before: seen(was), after: seen(signal) }
    if (was !== undefined) yield* rule(`${signal.id}.paragraphs`, was.paragraphs, signal.paragraphs)
  }
  const order = present.map(({ id }) => id).filter((id) => kept.includes(id))
  yield* rule('order of signals', kept, order)
}
