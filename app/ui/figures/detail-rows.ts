import {
  type DetailFigure,
  type DetailGroup,
  type DetailTable,
  figureIn,
} from '@/lib/profile/detail/detail-table'
import type { ShareFigure } from '@/lib/profile/figure'
import { groupName, markOf, meanInWords, percentInWords, reasonInWords, type Wording } from './wording'

/** A detailed figure of a group in words, or why there is none. */
export function detailText(wording: Wording, figure: DetailFigure | undefined): string {
  if (figure === undefined) return reasonInWords(wording, 'too_few_people')
  return figure.kind === 'share' ? percentInWords(wording, figure) : meanInWords(wording, figure)
}

/** A share in percent with its interval, as charts take it. */
export function percentRow(wording: Wording, table: DetailTable, group: DetailGroup, id: string) {
  const figure = figureIn(group, id)
  const share = figure?.kind === 'share' ? figure : undefined
  const ci = share?.ci ?? null
  return {
    kind: markOf(group.group),
    label: groupName(wording, group.group, table.by),
    value: share?.share == null ? null : 100 * share.share,
    interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
    text: detailText(wording, figure),
  }
}

/** What is left of a share: the figure of the other of two answers. */
export function complementOf(figure: ShareFigure): ShareFigure {
  const { share, ci, shareText } = figure
  return {
    ...figure,
    share: share === null ? null : 1 - share,
    ci: ci === null ? null : [1 - ci[1], 1 - ci[0]],
    shareText:
      shareText === 'fewer_than_3' ? 'nearly_all' : shareText === 'nearly_all' ? 'fewer_than_3' : null,
  }
}
