/** What tells one row from another, by shape and colour together. */
export type MarkKind =
  | 'privileged'
  | 'average'
  | 'victim'
  | 'undetermined'
  | 'pro'
  | 'ambivalent'
  | 'anti'
  | 'all'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | 'series-5'

/** How a group is drawn. */
export type MarkLook = {
  readonly symbol: 'circle' | 'square' | 'triangle' | 'times' | 'diamond' | 'star' | 'wye' | 'hexagon'
  readonly color: string
  /** A cross is drawn by its strokes, every other shape by its ground. */
  readonly isStroked: boolean
}

/** The look of each group; categories are always in this order, bands of a breakdown take the series in theirs. */
export const looks: Readonly<Record<MarkKind, MarkLook>> = {
  privileged: filled('circle', 'var(--category-privileged, #0072B2)'),
  average: filled('square', 'var(--category-average, #009E73)'),
  victim: filled('triangle', 'var(--category-victim, #D55E00)'),
  undetermined: {
    symbol: 'times',
    color: 'var(--category-undetermined, #7A7A7A)',
    isStroked: true,
  },
  pro: filled('circle', 'var(--category-privileged, #0072B2)'),
  ambivalent: filled('square', 'var(--category-average, #009E73)'),
  anti: filled('triangle', 'var(--category-victim, #D55E00)'),
  all: filled('circle', 'var(--ink, #14232B)'),
  'series-1': filled('diamond', 'var(--chart-series-1, #332288)'),
  'series-2': filled('star', 'var(--chart-series-2, #882255)'),
  'series-3': filled('hexagon', 'var(--chart-series-3, #117733)'),
  'series-4': filled('wye', 'var(--chart-series-4, #AA4499)'),
  'series-5': filled('circle', 'var(--chart-series-5, #6B6100)'),
}

function filled(symbol: MarkLook['symbol'], color: string): MarkLook {
  return { symbol, color, isStroked: false }
}

/** Options of a dot mark for a group. */
export function dotLook(kind: MarkKind, radius: number) {
  const { symbol, color, isStroked } = looks[kind]
  return isStroked
    ? ({ symbol, r: radius, stroke: color, strokeWidth: 2.5, fill: 'none' } as const)
    : ({
        symbol,
        // Triangles and stars of the same area look smaller than circles.
        r: symbol === 'circle' || symbol === 'square' ? radius : radius * 1.12,
        fill: color,
        stroke: 'var(--paper, #FFFFFF)',
        strokeWidth: 1,
      } as const)
}
