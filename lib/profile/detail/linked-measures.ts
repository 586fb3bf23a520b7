import { averageAndPoor, stateOf, statesOf, statesOfCategory } from '@/lib/disclosure/state'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { akin, type DetailMeasure, detailShare, type MeasureFamily } from './measure-family'

const harmed = 'victim'
const recovered: readonly string[] = ['privileged', ...statesOfCategory('average')]

/**
 * Where linked people are now, whatever they were before: `state:ID`. In the group of one earlier state, a row of the transition matrix.
 *
 * Within the average the poor are what is left of the others: one number, whose error must not be averaged out.
 */
export function stateFamily(questionnaire: Questionnaire): MeasureFamily {
  const states = statesOf(questionnaire)
  return {
    measures: states.map((state) => {
      const share = detailShare(`state:${state}`, 'linked')
      return state === averageAndPoor ? akin(share, 'state:average', -1) : share
    }),
    valuesOf: ({ earlier, scored }) => {
      if (earlier === null || scored === null) return []
      const now = stateOf(questionnaire, scored.category ?? '', scored.deprived)
      return states.map((state) => Number(state === now))
    },
  }
}

/**
 * Whether linked people are privileged or average now, poor or not: `recovered`. Of those who were harmed before, the recovery rate
 * (measurement.md, section 6.3). A figure of its own, because its interval cannot be had from those of the states.
 */
export function recoveryFamily(questionnaire: Questionnaire): MeasureFamily {
  const isTold = statesOf(questionnaire).includes(harmed)
  return {
    measures: isTold ? [akin(detailShare('recovered', 'linked'), `state:${harmed}`, -1)] : [],
    valuesOf: ({ earlier, scored }) => {
      if (!isTold || earlier === null || scored === null) return []
      return [Number(recovered.includes(stateOf(questionnaire, scored.category ?? '', scored.deprived)))]
    },
  }
}

/** Of everybody who was in a state in the wave before, those who were not found again: `unlinked`. */
export const unlinkedMeasure = 'unlinked'

/** Nobody's answers tell it: `DetailSums` adds it from both waves. */
export function unlinkedFamily(): MeasureFamily {
  // Who was not found is in no category now.
  const measure = { ...detailShare(unlinkedMeasure, 'linked'), isUndivided: true, isOfAllBefore: true }
  return { measures: [measure], valuesOf: () => [] }
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
