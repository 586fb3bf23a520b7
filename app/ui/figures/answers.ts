import { codesOf, reportedItems } from '@/lib/profile/detail/answer-measures'
import {
  type DetailFigure,
  type DetailGroup,
  type DetailTable,
  figureIn,
} from '@/lib/profile/detail/detail-table'
import type { MeanFigure } from '@/lib/profile/figure'
import type { Item } from '@/lib/questionnaire/definition'
import { isChoice, labelledEnds, responseOptions } from '@/lib/questionnaire/options'
import { barChart } from '../charts/bar-chart'
import { divergingChart } from '../charts/diverging-chart'
import { complementOf, detailText, percentRow } from './detail-rows'
import type { ProfileFigure } from './figure'
import { codesOfGroup, type TableEntry, tableOf } from './table-of'
import {
  bandName,
  breakdownName,
  groupName,
  labelIn,
  markOf,
  meanInWords,
  reasonInWords,
  type Wording,
} from './wording'

const apart = ['dont_know', 'refused', 'skipped'] as const

/**
 * What was answered, item by item: ordered answers around a middle, others as plain bars.
 *
 * @param itemIds the items that are shown, as far as their answers are reported
 */
export function answerFigures(
  table: DetailTable,
  wording: Wording,
  itemIds: readonly string[],
): readonly ProfileFigure[] {
  return reportedItems(wording.questionnaire)
    .filter(({ id }) => itemIds.includes(id))
    .map((item) => answerFigure(table, wording, item))
}

/** One answer of an item, in the order in which it is shown. */
type ShownAnswer = { readonly code: string; readonly label: string; readonly score: number | null }

function answerFigure(table: DetailTable, wording: Wording, item: Item): ProfileFigure {
  const answers = answersOf(wording, item)
  const isOrdered = answers.length > 0 && answers.every(({ score }) => score !== null)
  const { say } = wording
  return {
    id: `item-${item.id.replaceAll('_', '-')}`,
    title: labelIn(wording, item.label),
    subtitle: say(isOrdered ? 'answers.subtitle' : 'answers.plainSubtitle', { fewest: table.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      item.type === 'number'
        ? barChart({ ...frame, ...meanBars(table, wording, item) })
        : isOrdered
          ? divergingChart({ ...frame, ...divergingRows(table, wording, item, answers) })
          : barChart({
              ...frame,
              upTo: 100,
              axisLabel: say('answers.axis'),
              reference: null,
              groups: answers.map((answer) => ({
                label: answer.label,
                rows: table.groups.map((group) => ({
                  ...percentRow(wording, table, group, `answer:${item.id}=${answer.code}`),
                  ...shareRow(wording, shareOf(group, item, answers, answer.code)),
                })),
              })),
            }),
    table: tableOf(
      wording,
      [...table.by.map((name) => breakdownName(wording, name)), say('answers.answer')],
      [...table.by, 'measure'],
      say('answers.share'),
      table.groups.flatMap((group) => entriesOf(table, wording, item, answers, group)),
    ),
  }
}

/** The answers with their labels; ordered ones the best first. */
function answersOf(wording: Wording, item: Item): readonly ShownAnswer[] {
  const { questionnaire } = wording
  const labels = new Map(
    isChoice(item)
      ? responseOptions(questionnaire, item).map(({ code, label }) => [code, labelIn(wording, label)])
      : labelledEnds(item).map(({ code, label }) => [code, `${code} (${labelIn(wording, label)})`]),
  )
  const answers = codesOf(questionnaire, item).map(({ code, score }) => ({
    code,
    score,
    label: labels.get(code) ?? code,
  }))
  return answers.every(({ score }) => score !== null)
    ? answers.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    : answers
}

/** The share of an answer; of two answers the second is what is left of the first. */
function shareOf(
  group: DetailGroup,
  item: Item,
  answers: readonly ShownAnswer[],
  code: string,
): DetailFigure | undefined {
  const own = figureIn(group, `answer:${item.id}=${code}`)
  if (own !== undefined) return own
  const other = answers.find((answer) => answer.code !== code)
  const left =
    answers.length === 2 && other !== undefined
      ? figureIn(group, `answer:${item.id}=${other.code}`)
      : undefined
  return left?.kind === 'share' ? { kind: 'share', ...complementOf(left) } : undefined
}

function shareRow(wording: Wording, figure: DetailFigure | undefined) {
  const share = figure?.kind === 'share' ? figure : undefined
  const ci = share?.ci ?? null
  return {
    value: share?.share == null ? null : 100 * share.share,
    interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
    text: detailText(wording, figure),
  }
}

function divergingRows(table: DetailTable, wording: Wording, item: Item, answers: readonly ShownAnswer[]) {
  const { say } = wording
  const percent = (figure: DetailFigure | undefined) =>
    figure?.kind === 'share' && figure.share !== null ? 100 * figure.share : null
  // What fewer than 3 people said is next to nothing in a picture; the table says it in words.
  const small = (figure: DetailFigure | undefined) =>
    figure?.kind === 'share' && figure.shareText === 'fewer_than_3' ? 0 : percent(figure)
  return {
    options: answers.map(({ label }) => label),
    apart: apart.map((status) => say(`status.${status}`)),
    ends: { worst: say('answers.worst'), best: say('answers.best') },
    axisLabel: say('answers.axis'),
    hiddenLabel: say('figure.hidden'),
    rows: table.groups.map((group) => ({
      label: groupName(wording, group.group, table.by),
      shares: answers.map(({ code }) => percent(shareOf(group, item, answers, code))),
      apart: apart.map((status) => small(figureIn(group, `status:${item.id}=${status}`))),
      hidden: group.suppressed ? reasonInWords(wording, 'too_few_people') : null,
    })),
  }
}

function meanBars(table: DetailTable, wording: Wording, item: NumberItem) {
  return {
    upTo: item.max,
    axisLabel: wording.say('answers.mean'),
    reference: null,
    groups: [
      {
        label: '',
        rows: table.groups.map((group) => {
          const figure = onOwnScale(item, figureIn(group, `value:${item.id}`))
          return {
            kind: markOf(group.group),
            label: groupName(wording, group.group, table.by),
            value: figure?.mean ?? null,
            interval: figure?.ci ?? null,
            text: figure === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figure),
          }
        }),
      },
    ],
  }
}

type NumberItem = Extract<Item, { type: 'number' }>

/** The mean of a number in its own unit: it is kept as if it were a score. */
function onOwnScale(item: NumberItem, figure: DetailFigure | undefined): MeanFigure | null {
  if (figure === undefined || figure.kind === 'share') return null
  const width = (item.max - item.min) / 100
  const own = (score: number) => item.min + score * width
  const { mean, se, ci } = figure
  return {
    ...figure,
    mean: mean === null ? null : own(mean),
    se: se === null ? null : se * width,
    ci: ci === null ? null : [own(ci[0]), own(ci[1])],
  }
}

function entriesOf(
  table: DetailTable,
  wording: Wording,
  item: Item,
  answers: readonly ShownAnswer[],
  group: DetailGroup,
): readonly TableEntry[] {
  const names = table.by.map((name) => bandName(wording, name, group.group[name] ?? ''))
  const codes = codesOfGroup(group.group, table.by)
  const measured: readonly (readonly [label: string, id: string, figure: DetailFigure | undefined])[] = [
    ...(item.type === 'number'
      ? [[wording.say('answers.mean'), `value:${item.id}`, figureIn(group, `value:${item.id}`)] as const]
      : answers.map(
          ({ code, label }) =>
            [label, `answer:${item.id}=${code}`, shareOf(group, item, answers, code)] as const,
        )),
    ...apart.map((status) => {
      const id = `status:${item.id}=${status}`
      return [wording.say(`status.${status}`), id, figureIn(group, id)] as const
    }),
  ]
  return measured.map(([label, id, figure]) => {
    const mean = item.type === 'number' && id.startsWith('value:') ? onOwnScale(item, figure) : null
    return {
      names: [...names, label],
      codes: [...codes, id],
      figure: mean ?? figure ?? null,
      text: mean === null ? detailText(wording, figure) : meanInWords(wording, mean),
    }
  })
}
