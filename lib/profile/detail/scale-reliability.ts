/** How well the items of one scale hang together among some people (measurement.md, section 11). Exact: to be protected before it leaves. */
export type ScaleReliability = {
  /** Id of the dimension. */
  readonly scale: string
  /** Whose: everybody's (`by` null), or those of one category, language or mode. */
  readonly by: 'category' | 'language' | 'mode' | null
  readonly band: string
  /** People who answered every item of the scale, unweighted. */
  readonly n: number
  /** Sum of their record keys modulo 2³². */
  readonly recordKey: number
  readonly items: readonly ItemReliability[]
  /** Items that were asked of fewer than half of these people, as those for short stays alone: they are no part of the reckoning. */
  readonly leftOut: readonly string[]
  /** Cronbach's alpha; null with the reason. */
  readonly alpha: number | null
  /** McDonald's omega total of one factor; null with the reason. */
  readonly omega: number | null
  readonly reason: NoReliability | null
  /** Whether all but one or two people gave some item the same answer: what is reckoned then hangs on those few. */
  readonly isNearlyAlike: boolean
}

export type ItemReliability = {
  readonly id: string
  /** Correlation with the sum of the other items; null without variance. */
  readonly itemRest: number | null
  readonly alphaIfDropped: number | null
}

/** `few_people`: fewer than 10 complete answers. `few_items`: fewer than 2 items. `no_variance`: an item that all answer alike. */
export type NoReliability = 'few_people' | 'few_items' | 'no_variance'
