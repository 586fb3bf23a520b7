import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import { forestChart } from '../charts/forest-chart'
import { detailText } from './detail-rows'
import type { ProfileFigure } from './figure'
import { codesOfGroup, tableOf } from './table-of'
import { bandName, breakdownName, dimensionName, groupName, labelIn, markOf, type Wording } from './wording'

/** What each dimension is made of: means of its sub-dimensions, a picture for each dimension. */
export function subdimensionFigures(table: DetailTable, wording: Wording): readonly ProfileFigure[] {
  const { say } = wording
  const groups = table.groups.filter((group) => group.group.category !== 'undetermined')
  return (wording.questionnaire.scoring?.dimensions ?? []).map((dimension) => ({
    id: `parts-${dimension.id.replaceAll('_', '-')}`,
    title: dimensionName(wording, dimension.id),
    subtitle: say('subdimensions.subtitle', { fewest: table.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: [0, 100],
        axisLabel: say('means.axis'),
        reference: null,
        groups: dimension.subdimensions.map(({ id, label }) => ({
          label: labelIn(wording, label),
          rows: groups.map((group) => {
            const figure = figureIn(group, `subdimension:${id}`)
            const mean = figure !== undefined && figure.kind !== 'share' ? figure : undefined
            return {
              kind: markOf(group.group),
              label: groupName(wording, group.group, table.by),
              value: mean?.mean ?? null,
              interval: mean?.ci ?? null,
              text: detailText(wording, figure),
            }
          }),
        })),
      }),
    table: tableOf(
      wording,
      [say('figure.part'), ...table.by.map((name) => breakdownName(wording, name))],
      ['measure', ...table.by],
      say('means.score'),
      dimension.subdimensions.flatMap(({ id, label }) =>
        table.groups.map((group) => {
          const figure = figureIn(group, `subdimension:${id}`)
          return {
            names: [
              labelIn(wording, label),
              ...table.by.map((name) => bandName(wording, name, group.group[name] ?? '')),
            ],
            codes: [`subdimension:${id}`, ...codesOfGroup(group.group, table.by)],
            figure: figure ?? null,
            text: detailText(wording, figure),
          }
        }),
      ),
    ),
  }))
}
