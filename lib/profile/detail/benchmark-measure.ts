import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { answerOf } from '@/lib/questionnaire/answer-values'
import { compiled } from '@/lib/questionnaire/compiled'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { itemScore } from '@/lib/scoring/score'
import { detailScore, type MeasureFamily } from './measure-family'

/** The measure by which migrants and hosts are compared. */
export const benchmarkMeasure = 'benchmark'
const leastShareAnswered = 0.5

/**
 * The scored items that migrants and hosts are both asked, by the id of the migrants' item.
 *
 * Of a questionnaire for hosts: its own benchmark items. Of one for migrants: those that the questionnaire on public perceptions repeats.
 */
export function benchmarkItems(questionnaire: Questionnaire): ReadonlyMap<string, Item> {
  const own = repeatedItems(questionnaire)
  if (own.size > 0) return own
  const { itemById } = compiled(questionnaire)
  return new Map(
    [...benchmarkIds()].flatMap((id) => {
      const item = itemById.get(id)
      return item === undefined || item.scoring.method === 'none' ? [] : [[id, item] as const]
    }),
  )
}

/**
 * B of a person: the mean score of the matched items that were answered, where those are at least half of the ones that apply
 * (measurement.md, section 8). In a table of nobody but such people it is comparable between migrants and hosts.
 */
export function benchmarkFamily(questionnaire: Questionnaire): MeasureFamily {
  const items = [...benchmarkItems(questionnaire).values()]
  if (items.length === 0) return { measures: [], valuesOf: () => [] }
  return {
    measures: [detailScore(benchmarkMeasure, 'benchmark')],
    valuesOf: ({ answers, path, statuses }) => {
      let [applicable, answered, sum] = [0, 0, 0]
      for (const item of items) {
        const status = statuses.get(item.id) ?? 'not_asked'
        if (status === 'not_asked' || status === 'not_applicable') continue
        applicable += 1
        const answer = answerOf(answers, item.id)
        const score =
          status !== 'answered' || answer === undefined ? null : itemScore(questionnaire, item, answer, path)
        if (score === null) continue
        answered += 1
        sum += score
      }
      return answered >= 1 && answered / applicable >= leastShareAnswered ? [sum / answered] : []
    },
  }
}

function repeatedItems({ items }: Questionnaire): ReadonlyMap<string, Item> {
  return new Map(
    items.flatMap((item) =>
      item.benchmarkOf === undefined || item.scoring.method === 'none'
        ? []
        : [[item.benchmarkOf, item] as const],
    ),
  )
}

function benchmarkIds(): ReadonlySet<string> {
  return new Set(defaultInstruments().flatMap((instrument) => [...repeatedItems(instrument).keys()]))
}
