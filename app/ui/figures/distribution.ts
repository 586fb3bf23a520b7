import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import { scoreBandCount } from '@/lib/profile/detail/score-measures'
import { distributionChart } from '../charts/distribution-chart'
import { detailText } from './detail-rows'
import type { ProfileFigure } from './figure'
import { codesOfGroup, tableOf } from './table-of'
import {
  bandName,
  breakdownName,
  dimensionName,
  groupName,
  markOf,
  peopleInWords,
  reasonInWords,
  type Wording,
} from './wording'

const bandWidth = 100 / scoreBandCount

/** How each score is spread over its bands, by group. */
export function distributionFigures(
  table: DetailTable,
  wording: Wording,
  isExact: boolean,
): readonly ProfileFigure[] {
  const ids = (wording.questionnaire.scoring?.dimensions ?? []).map(({ id }) => id)
  return (ids.length === 1 ? ids : ['overall', ...ids]).map((id) =>
    distributionFigure(table, wording, id, isExact),
  )
}

function distributionFigure(
  table: DetailTable,
  wording: Wording,
  score: string,
  isExact: boolean,
): ProfileFigure {
  const { say } = wording
  const { scoring } = wording.questionnaire
  const cutoff = scoring?.dimensions.find(({ id }) => id === score)?.deprivationCutoff ?? null
  const bands = Array.from({ length: scoreBandCount }, (_, band) => ({
    band,
    from: band * bandWidth,
    to: (band + 1) * bandWidth,
    measure: `band:${score}=${band}`,
  }))
  const bandWords = (from: number, to: number) => `${from}–${to}`
  return {
    id: `spread-${score.replaceAll('_', '-')}`,
    title: say('distribution.title', { name: dimensionName(wording, score) }),
    subtitle: say('distribution.subtitle', { fewest: table.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      distributionChart({
        ...frame,
        domain: [0, 100],
        axisLabel: say('means.axis'),
        shareLabel: say('distribution.share'),
        reference: cutoff === null ? null : { at: cutoff, label: say('means.line', { line: cutoff }) },
        panels: table.groups.map((group) => ({
          kind: markOf(group.group),
          label: groupName(wording, group.group, table.by),
          text: group.suppressed ? '' : peopleInWords(wording, group.n, isExact),
          hidden: group.suppressed ? reasonInWords(wording, 'too_few_people') : null,
          bins: bands.map(({ from, to, measure }) => {
            const figure = figureIn(group, measure)
            const share = figure?.kind === 'share' ? figure : undefined
            const ci = share?.ci ?? null
            return {
              from,
              to,
              value: share?.share == null ? null : 100 * share.share,
              interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
              text: detailText(wording, figure),
            }
          }),
        })),
      }),
    table: tableOf(
      wording,
      [...table.by.map((name) => breakdownName(wording, name)), say('distribution.band')],
      [...table.by, 'measure'],
      say('distribution.share'),
      table.groups.flatMap((group) =>
        bands.map(({ from, to, measure }) => {
          const figure = figureIn(group, measure)
          return {
            names: [
              ...table.by.map((name) => bandName(wording, name, group.group[name] ?? '')),
              bandWords(from, to),
            ],
            codes: [...codesOfGroup(group.group, table.by), measure],
            figure: figure ?? null,
            text: detailText(wording, figure),
          }
        }),
      ),
    ),
  }
}
