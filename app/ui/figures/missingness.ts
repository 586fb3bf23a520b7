import { type UnansweredStatus, unansweredStatuses } from '@/lib/profile/detail/answer-measures'
import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import type { Item } from '@/lib/questionnaire/definition'
import { barChart } from '../charts/bar-chart'
import { stackChart } from '../charts/stack-chart'
import { detailText, percentRow } from './detail-rows'
import type { ProfileFigure } from './figure'
import { codesOfGroup, tableOf } from './table-of'
import { bandName, breakdownName, labelIn, numberIn, type Wording } from './wording'

/**
 * Which questions were left unanswered: by everybody, and the sensitive ones by group. A high refusal is a finding of its own.
 *
 * @param whole of everybody; `divided` by groups
 */
export function missingnessFigures(
  whole: DetailTable,
  divided: DetailTable,
  wording: Wording,
): readonly ProfileFigure[] {
  const items = wording.questionnaire.items.filter(({ type }) => type !== 'hidden')
  return [
    wholeFigure(whole, items, wording),
    refusedFigure(
      divided,
      items.filter(({ sensitive, missing }) => sensitive && missing.includes('pnta')),
      wording,
    ),
  ]
}

function wholeFigure(table: DetailTable, items: readonly Item[], wording: Wording): ProfileFigure {
  const { say, language } = wording
  const hundred = numberIn(language, 0)
  const [everybody] = table.groups
  const partsOf = (item: Item) =>
    unansweredStatuses.map((status) => {
      const figure = everybody === undefined ? undefined : figureIn(everybody, measureOf(item, status))
      // What fewer than 3 people did is next to nothing in a picture; the table says it in words.
      return figure?.kind === 'share' ? 100 * (figure.share ?? 0) : 0
    })
  const rows = items
    .map((item) => ({ label: labelIn(wording, item.label) || item.id, parts: partsOf(item) }))
    .map((row) => ({ ...row, total: row.parts.reduce((sum, part) => sum + part, 0) }))
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total)
  const most = Math.max(10, ...rows.map(({ total }) => Math.ceil(total / 10) * 10))
  return {
    id: 'unanswered',
    title: say('quality.missingTitle'),
    subtitle: say('quality.missingSubtitle', { fewest: table.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      stackChart({
        ...frame,
        upTo: most,
        axisLabel: say('quality.missingAxis'),
        hiddenLabel: say('figure.hidden'),
        parts: unansweredStatuses.map((status) => say(`status.${status}`)),
        rows: rows.map(({ label, parts, total }) => ({
          label,
          text: hundred(total),
          parts: parts.map((value) => ({ value, text: hundred(value) })),
        })),
      }),
    table: tableOfItems(table, items, wording),
  }
}

function refusedFigure(table: DetailTable, items: readonly Item[], wording: Wording): ProfileFigure {
  const { say } = wording
  const rowsOf = (item: Item) =>
    table.groups.map((group) => percentRow(wording, table, group, measureOf(item, 'refused')))
  const ends = items.flatMap(rowsOf).map(({ value, interval }) => interval?.[1] ?? value ?? 0)
  return {
    id: 'refused',
    title: say('quality.refusedTitle'),
    subtitle: say('quality.refusedSubtitle', { fewest: table.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      barChart({
        ...frame,
        upTo: Math.max(10, Math.ceil(Math.max(0, ...ends) / 10) * 10),
        axisLabel: say('quality.missingAxis'),
        reference: null,
        groups: items.map((item) => ({
          label: labelIn(wording, item.label) || item.id,
          rows: rowsOf(item),
        })),
      }),
    table: tableOfItems(table, items, wording),
  }
}

function tableOfItems(table: DetailTable, items: readonly Item[], wording: Wording) {
  const { say } = wording
  return tableOf(
    wording,
    [say('quality.question'), ...table.by.map((name) => breakdownName(wording, name)), say('answers.answer')],
    ['measure', ...table.by],
    say('answers.share'),
    items.flatMap((item) =>
      table.groups.flatMap((group) =>
        unansweredStatuses.map((status) => {
          const figure = figureIn(group, measureOf(item, status))
          return {
            names: [
              labelIn(wording, item.label) || item.id,
              ...table.by.map((name) => bandName(wording, name, group.group[name] ?? '')),
              say(`status.${status}`),
            ],
            codes: [measureOf(item, status), ...codesOfGroup(group.group, table.by)],
            figure: figure ?? null,
            text: detailText(wording, figure),
          }
        }),
      ),
    ),
  )
}

function measureOf({ id }: Item, status: UnansweredStatus): string {
  return `status:${id}=${status}`
}
