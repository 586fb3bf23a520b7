/** Draws numbers that look random and are the same at every run. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly uniform: () => number
  /** Standard normal. @see Box and Muller (1958), Annals of Mathematical Statistics 29 */
  readonly normal: () => number
  /** True with a probability. */
  readonly chance: (probability: number) => boolean
  /** One of the choices, by weight; weights need not sum to 1. */
  readonly pick: <T>(choices: readonly (readonly [T, number])[]) => T
}

/**
 * A seeded generator: mulberry32, 2³² states. Good enough to make up people, too weak to protect any.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    chance: (probability) => uniform() < probability,
    pick: (choices) => {
      let left = uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      const last = choices.at(-1)
      if (last === undefined) throw new RangeError('There is nothing to pick from.')
      return last[0]
    },
  }
}
