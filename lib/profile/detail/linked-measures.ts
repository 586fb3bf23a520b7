import { stateOf, statesOf } from '@/lib/disclosure/state'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { type DetailMeasure, detailShare, type MeasureFamily } from './measure-family'

/** Where linked people are now, whatever they were before: `state:ID`. In the group of one earlier state, a row of the transition matrix. */
export function stateFamily(questionnaire: Questionnaire): MeasureFamily {
  const states = statesOf(questionnaire)
  return {
    measures: states.map((state) => detailShare(`state:${state}`, 'linked')),
    valuesOf: ({ earlier, scored }) => {
      if (earlier === null || scored === null) return []
      const now = stateOf(questionnaire, scored.category ?? '', scored.deprived)
      return states.map((state) => Number(state === now))
    },
  }
}

/** How far the scores of linked people moved, in points: `change:overall`, `change:DIMENSION`. */
export function changeFamily({ scoring }: Questionnaire): MeasureFamily {
  const ids = (scoring?.dimensions ?? []).map(({ id }) => id)
  const change = (id: string): DetailMeasure => ({
    id: `change:${id}`,
    tier: 'linked',
    kind: 'change',
    // With one dimension the index is that dimension: one number, one error.
    statistic: id === 'overall' && ids.length === 1 ? `change:${ids[0]}` : `change:${id}`,
  })
  return {
    measures: [change('overall'), ...ids.map(change)],
    valuesOf: ({ earlier, scored }) => {
      if (earlier === null || scored === null) return []
      return [
        difference(scored.overall, earlier.overall),
        ...ids.map((id) => difference(scored.dimensions[id] ?? null, earlier.dimensions[id] ?? null)),
      ]
    },
  }
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before
}
