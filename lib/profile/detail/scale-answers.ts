import { fewestBehindShare } from '@/lib/disclosure/protect'
import { covarianceMatrix } from '@/lib/estimation/reliability/covariance'
import { leastPeople } from '@/lib/estimation/reliability/notes'
import { reliabilityOfCovariances } from '@/lib/estimation/reliability/reliability'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { ScoredResponse } from '@/lib/scoring/score'
import type { ItemReliability, NoReliability, ScaleReliability } from './scale-reliability'

/** Whose answers to a scale are looked at, beside everybody's. */
export type ScaleGroups = { readonly category: string; readonly language: string; readonly mode: string }

const groupings = ['category', 'language', 'mode'] as const
/** An item that does not apply to a person; NaN is one that was left unanswered. Scores run from 0. */
const notAsked = -1
const leastAskedShare = 0.5

type Scale = { readonly id: string; readonly items: readonly string[] }

/**
 * Collects the item scores of every person, in 8 bytes an item, and reckons how well the items of each dimension hang together.
 *
 * Complete cases count: people who answered every item of the scale. An item that was asked of fewer than half of a group is left out
 * for that group, because otherwise an item for a few would leave only those few.
 *
 * @see measurement framework, section 11
 */
export class ScaleAnswers {
  private readonly scales: readonly Scale[]
  private readonly items: readonly string[]
  private scores = new Float64Array(0)
  private readonly recordKeys: number[] = []
  private readonly groups = { category: new Coded(), language: new Coded(), mode: new Coded() }

  constructor({ scoring }: Questionnaire) {
    this.scales = (scoring?.dimensions ?? []).map(({ id, subdimensions }) => ({
      id,
      items: subdimensions.flatMap(({ items }) => items.map((item) => item.id)),
    }))
    this.items = this.scales.flatMap(({ items }) => items)
  }

  add(scored: ScoredResponse, groups: ScaleGroups, recordKey: number): void {
    const from = this.recordKeys.length * this.items.length
    if (from + this.items.length > this.scores.length) {
      const larger = new Float64Array(Math.max(1024 * this.items.length, 2 * this.scores.length))
      larger.set(this.scores)
      this.scores = larger
    }
    for (const [place, id] of this.items.entries()) {
      const missing = scored.missing[id]
      this.scores[from + place] =
        missing === 'not_asked' || missing === 'not_applicable' ? notAsked : (scored.items[id] ?? Number.NaN)
    }
    this.recordKeys.push(recordKey)
    for (const grouping of groupings) this.groups[grouping].add(groups[grouping])
  }

  /** Scale by scale and group by group, so that others can have their turn in between. */
  *reliabilities(): Generator<ScaleReliability> {
    const everybody = this.recordKeys.map((_, row) => row)
    let start = 0
    for (const scale of this.scales) {
      yield this.reliabilityOf(scale, start, null, '', everybody)
      for (const grouping of groupings) {
        const { names, codes } = this.groups[grouping]
        for (const [code, band] of names.entries()) {
          if (band === '') continue
          const rows = everybody.filter((row) => codes[row] === code)
          yield this.reliabilityOf(scale, start, grouping, band, rows)
        }
      }
      start += scale.items.length
    }
  }

  private reliabilityOf(
    scale: Scale,
    start: number,
    by: ScaleReliability['by'],
    band: string,
    rows: readonly number[],
  ): ScaleReliability {
    const at = (row: number, place: number) =>
      this.scores[row * this.items.length + start + place] ?? Number.NaN
    const places = scale.items.map((_, place) => place)
    const isAsked = (place: number) =>
      rows.length > 0 &&
      rows.filter((row) => at(row, place) !== notAsked).length >= leastAskedShare * rows.length
    const kept = places.filter(isAsked)
    const complete = kept.length === 0 ? [] : rows.filter((row) => kept.every((place) => at(row, place) >= 0))
    const columns = kept.map((place) => Float64Array.from(complete, (row) => at(row, place)))
    const reliability = reliabilityOfCovariances({
      items: kept.map((place) => scale.items[place] ?? ''),
      covariances: covarianceMatrix(columns, 'listwise'),
      n: complete.length,
    })
    const reason: NoReliability | null =
      kept.length < 2
        ? 'few_items'
        : complete.length < leastPeople
          ? 'few_people'
          : columns.every((column) => column.some((score) => score !== column[0]))
            ? null
            : 'no_variance'
    return {
      scale: scale.id,
      by,
      band,
      n: complete.length,
      recordKey: complete.reduce((key, row) => (key + (this.recordKeys[row] ?? 0)) >>> 0, 0),
      items: reliability.items.map(
        ({ item, itemRest, ifDropped }): ItemReliability => ({
          id: item,
          itemRest,
          alphaIfDropped: ifDropped?.alpha ?? null,
        }),
      ),
      leftOut: places.filter((place) => !kept.includes(place)).map((place) => scale.items[place] ?? ''),
      alpha: reliability.alpha,
      omega: reliability.omega?.total ?? null,
      reason,
      isNearlyAlike: columns.some((column) => apartFromMost(column) < fewestBehindShare),
    }
  }
}

/** How many people gave another answer than the commonest. */
function apartFromMost(scores: Float64Array): number {
  const counts = new Map<number, number>()
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1)
  return scores.length - Math.max(0, ...counts.values())
}

/** Few names, many people: each person keeps the number of a name. */
class Coded {
  readonly names: string[] = []
  readonly codes: number[] = []

  add(name: string): void {
    const known = this.names.indexOf(name)
    this.codes.push(known === -1 ? this.names.push(name) - 1 : known)
  }
}
