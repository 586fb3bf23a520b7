import type { Profile, ProfileCell } from '@/lib/profile/profile'
import { barChart } from '../charts/bar-chart'
import type { ProfileFigure } from './figure'
import { codesOfGroup, tableOf } from './table-of'
import {
  bandName,
  breakdownName,
  categoryName,
  groupName,
  markOf,
  percentInWords,
  reasonInWords,
  type Wording,
} from './wording'

/**
 * How many hold each view, by the breakdowns besides: for questionnaires whose categories are bands of their score. Empty where categories
 * come from elsewhere or are not apart.
 */
export function shareFigures(profile: Profile, wording: Wording): readonly ProfileFigure[] {
  const isByScore = wording.questionnaire.scoring?.classification?.type === 'threshold'
  if (!isByScore || !profile.by.includes('category')) return []
  const { say } = wording
  const others = profile.by.filter((name) => name !== 'category')
  const panels = [...new Set(profile.cells.map((cell) => codesOfGroup(cell.group, others).join(' ')))]
  const textOf = (cell: ProfileCell) =>
    cell.suppressed || cell.share === null
      ? reasonInWords(wording, 'too_few_people')
      : percentInWords(wording, cell.share)
  return [
    {
      id: 'shares',
      title: say('shares.title'),
      subtitle: say('shares.subtitle'),
      isHalf: false,
      draw: (frame) =>
        barChart({
          ...frame,
          upTo: 100,
          axisLabel: say('poverty.axis'),
          reference: null,
          groups: panels.map((panel) => {
            const cells = profile.cells.filter(({ group }) => codesOfGroup(group, others).join(' ') === panel)
            return {
              label: others.length === 0 ? '' : groupName(wording, cells[0]?.group ?? {}, others),
              rows: cells.map((cell) => {
                const share = cell.suppressed ? null : cell.share
                const ci = share?.ci ?? null
                return {
                  kind: markOf(cell.group),
                  label: categoryName(wording, cell.group.category ?? ''),
                  value: share?.share == null ? null : 100 * share.share,
                  interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
                  text: textOf(cell),
                }
              }),
            }
          }),
        }),
      table: tableOf(
        wording,
        profile.by.map((name) => breakdownName(wording, name)),
        profile.by,
        say('poverty.axis'),
        profile.cells.map((cell) => ({
          names: profile.by.map((name) => bandName(wording, name, cell.group[name] ?? '')),
          codes: codesOfGroup(cell.group, profile.by),
          figure: cell.suppressed ? null : cell.share,
          text: textOf(cell),
        })),
      ),
    },
  ]
}
