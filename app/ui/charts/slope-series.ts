import type { ChartFrame, Estimate } from './chart-frame'
import type { MarkKind } from './marks'

export type SlopeSeries = {
  readonly kind: MarkKind
  readonly label: string
  /** One for each wave, in their order; a hidden one leaves a gap. */
  readonly points: readonly Estimate[]
}

export type SlopeChart = ChartFrame & {
  readonly waves: readonly string[]
  readonly series: readonly SlopeSeries[]
  /** Ends of the upright axis, low to high. */
  readonly domain: readonly [number, number]
  readonly axisLabel: string
  readonly reference: { readonly at: number; readonly label: string } | null
  /** Names the strip under the waves where hidden figures stand. */
  readonly hiddenLabel: string
}

/** A wave of a group, and how far its mark is moved aside so that intervals of several groups stay apart. */
export type SlopePoint = Estimate & {
  readonly series: SlopeSeries
  readonly wave: number
  readonly shift: number
}
