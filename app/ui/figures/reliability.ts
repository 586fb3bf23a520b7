import { fewestForCoefficient } from '@/lib/disclosure/protect'
import type { ShownReliability } from '@/lib/profile/detail/shown-reliability'
import { type ForestRow, forestChart } from '../charts/forest-chart'
import type { ProfileFigure } from './figure'
import { bandName, breakdownName, dimensionName, labelIn, markOf, numberIn, type Wording } from './wording'

/** Scales whose items are meant to tell of one thing, and are judged by their alpha (measurement framework, section 11). */
const judgedScales: readonly string[] = ['intangible_security', 'perception', 'social_fabric']
const leastAlpha = 0.7

/** How well the items of each scale hang together, by group; and what each item adds. */
export function reliabilityFigures(
  reliabilities: readonly ShownReliability[],
  wording: Wording,
  isExact: boolean,
): readonly ProfileFigure[] {
  return scalesOf(reliabilities).flatMap((scale) => {
    const own = reliabilities.filter((one) => one.scale === scale)
    return [scaleFigure(scale, own, wording, isExact), itemFigure(scale, own, wording)]
  })
}

/** One plain sentence for each scale: what its alpha says, where a mark is set; and that none is, where its items need not go together. */
export function reliabilitySentences(
  reliabilities: readonly ShownReliability[],
  wording: Wording,
): readonly string[] {
  const { say, language } = wording
  return scalesOf(reliabilities).map((scale) => {
    const alpha = everybodys(reliabilities, scale)?.alpha ?? null
    const name = dimensionName(wording, scale)
    if (alpha === null) return say('quality.noAlpha', { name })
    const key = !judgedScales.includes(scale)
      ? 'quality.notJudged'
      : alpha >= leastAlpha
        ? 'quality.judgedAbove'
        : 'quality.judgedBelow'
    return say(key, { name, alpha: numberIn(language, 2)(alpha) })
  })
}

function scaleFigure(
  scale: string,
  own: readonly ShownReliability[],
  wording: Wording,
  isExact: boolean,
): ProfileFigure {
  const { say, language } = wording
  const hundredths = numberIn(language, 2)
  const rowOf = (one: ShownReliability): ForestRow => ({
    kind: one.by === 'category' ? markOf({ category: one.band }) : 'all',
    label: groupOf(wording, one),
    value: one.alpha,
    interval: null,
    text: textOf(wording, one),
  })
  const groupings = [null, 'category', 'language', 'mode'] as const
  return {
    id: `reliability-${scale.replaceAll('_', '-')}`,
    title: say('quality.alphaTitle', { name: dimensionName(wording, scale) }),
    subtitle: isExact
      ? say('quality.alphaSubtitleExact')
      : say('quality.alphaSubtitle', { fewest: fewestForCoefficient }),
    isHalf: false,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: [Math.min(0, ...own.map(({ alpha }) => Math.floor(10 * (alpha ?? 0)) / 10)), 1],
        axisLabel: say('quality.alphaAxis'),
        reference: judgedScales.includes(scale) ? { at: leastAlpha, label: say('quality.mark') } : null,
        groups: groupings.flatMap((grouping) => {
          const rows = own.filter(({ by }) => by === grouping).map(rowOf)
          return rows.length === 0
            ? []
            : [{ label: grouping === null ? '' : breakdownName(wording, grouping), rows }]
        }),
      }),
    table: {
      columns: [say('quality.group'), say('quality.complete'), say('quality.alpha'), say('quality.omega')],
      rows: own.map((one) => [
        [...(one.by === null ? [] : [breakdownName(wording, one.by)]), groupOf(wording, one)].join(': '),
        one.n === null ? '' : isExact ? numberIn(language, 0)(one.n) : say('figure.about', { n: one.n }),
        one.alpha === null ? textOf(wording, one) : hundredths(one.alpha),
        one.omega === null ? '' : hundredths(one.omega),
      ]),
      data: {
        columns: ['scale', 'by', 'band', 'complete', 'alpha', 'omega', 'reason', 'left_out'],
        rows: own.map(({ by, band, n, alpha, omega, reason, leftOut }) => [
          scale,
          by,
          band,
          n,
          alpha,
          omega,
          reason ?? '',
          leftOut.join(' '),
        ]),
      },
    },
  }
}

function itemFigure(scale: string, own: readonly ShownReliability[], wording: Wording): ProfileFigure {
  const { say, language } = wording
  const hundredths = numberIn(language, 2)
  const { items = [], leftOut = [] } = everybodys(own, scale) ?? {}
  const names = leftOut.map((id) => itemName(wording, id)).join('; ')
  return {
    id: `items-${scale.replaceAll('_', '-')}`,
    title: say('quality.itemsTitle', { name: dimensionName(wording, scale) }),
    subtitle: [
      say('quality.itemsSubtitle'),
      ...(names === '' ? [] : [say('quality.leftOut', { items: names })]),
    ].join(' '),
    isHalf: false,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: [items.some(({ itemRest }) => (itemRest ?? 0) < 0) ? -1 : 0, 1],
        axisLabel: say('quality.itemsAxis'),
        reference: null,
        groups: [
          {
            label: '',
            rows: items.map(({ id, itemRest, alphaIfDropped }) => ({
              kind: 'all',
              label: itemName(wording, id),
              value: itemRest,
              interval: null,
              text:
                itemRest === null
                  ? say('quality.notDefined')
                  : alphaIfDropped === null
                    ? hundredths(itemRest)
                    : say('quality.withoutText', {
                        value: hundredths(itemRest),
                        alpha: hundredths(alphaIfDropped),
                      }),
            })),
          },
        ],
      }),
    table: {
      columns: [say('quality.item'), say('quality.itemRest'), say('quality.without')],
      rows: items.map(({ id, itemRest, alphaIfDropped }) => [
        itemName(wording, id),
        itemRest === null ? say('quality.notDefined') : hundredths(itemRest),
        alphaIfDropped === null ? say('quality.notDefined') : hundredths(alphaIfDropped),
      ]),
      data: {
        columns: ['scale', 'by', 'band', 'item', 'item_rest', 'alpha_if_dropped'],
        rows: own.flatMap(({ by, band, items: ofGroup }) =>
          ofGroup.map(({ id, itemRest, alphaIfDropped }) => [scale, by, band, id, itemRest, alphaIfDropped]),
        ),
      },
    },
  }
}

function scalesOf(reliabilities: readonly ShownReliability[]): readonly string[] {
  return [...new Set(reliabilities.map(({ scale }) => scale))]
}

function everybodys(reliabilities: readonly ShownReliability[], scale: string): ShownReliability | undefined {
  return reliabilities.find((one) => one.scale === scale && one.by === null)
}

function groupOf(wording: Wording, { by, band }: ShownReliability): string {
  return by === null ? wording.say('category.everybody') : bandName(wording, by, band)
}

function textOf({ say, language }: Wording, { alpha, omega, reason }: ShownReliability): string {
  if (alpha === null) return say(reason === 'too_few_answers' ? 'quality.hidden' : 'quality.notDefined')
  const hundredths = numberIn(language, 2)
  return omega === null
    ? hundredths(alpha)
    : say('quality.alphaText', { alpha: hundredths(alpha), omega: hundredths(omega) })
}

function itemName(wording: Wording, id: string): string {
  return labelIn(wording, wording.questionnaire.items.find((item) => item.id === id)?.label) || id
}
