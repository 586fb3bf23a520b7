/** A ground and the ink that is legible on it, in both themes. */
export type Shade = { readonly fill: string; readonly on: string }

const worst: readonly Shade[] = [
  shade('worst-light', '#F6D3AC', '#14232B'),
  shade('worst-middle', '#E39A4F', '#14232B'),
  shade('worst-strong', '#A84A00', '#FFFFFF'),
]
const best: readonly Shade[] = [
  shade('best-light', '#C3DDEE', '#14232B'),
  shade('best-middle', '#7DB2D6', '#14232B'),
  shade('best-strong', '#0A5A96', '#FFFFFF'),
]
const neutral = shade('neutral', '#E4E0D6', '#14232B')
const parts: readonly Shade[] = [
  shade('part-1', '#0B4F5C', '#FFFFFF'),
  shade('part-2', '#3F7B89', '#FFFFFF'),
  shade('part-3', '#92BCC5', '#14232B'),
  shade('part-4', '#CFE2E6', '#14232B'),
  shade('part-5', '#2C2A5E', '#FFFFFF'),
  shade('part-6', '#8F8BBE', '#14232B'),
]

/**
 * Shades of ordered options from the best to the worst: blue to orange, which people of every colour vision tell apart, darkest at both ends,
 * so that order shows in grey too. An odd number has a neutral middle.
 */
export function divergingShades(options: number): readonly Shade[] {
  const perSide = Math.floor(options / 2)
  const outward = (side: readonly Shade[]) =>
    Array.from({ length: perSide }, (_, index) => pick(side, levelOf(index, perSide)))
  return [...outward(best).toReversed(), ...(options % 2 === 1 ? [neutral] : []), ...outward(worst)]
}

/** Shades of the parts of a whole, dark to light in the order of the parts. */
export function partShades(count: number): readonly Shade[] {
  return Array.from({ length: count }, (_, index) => pick(parts, index % parts.length))
}

/** Shade of a cell that holds a share, 0 to 100: the darker the more. */
export function heatShade(share: number): Shade {
  const levels = [
    shade('heat-1', '#F4F8F9', '#14232B'),
    shade('heat-2', '#CFE2E6', '#14232B'),
    shade('heat-3', '#92BCC5', '#14232B'),
    shade('heat-4', '#36717F', '#FFFFFF'),
    shade('heat-5', '#0B4F5C', '#FFFFFF'),
  ]
  return pick(levels, Math.min(Math.floor(share / 20), levels.length - 1))
}

/** The outermost option is always the strongest; what lies between is spread over the rest. */
function levelOf(index: number, perSide: number): number {
  return perSide === 1 ? 2 : Math.round((index / (perSide - 1)) * 2)
}

function pick(shades: readonly Shade[], index: number): Shade {
  return shades[index] ?? neutral
}

function shade(name: string, fill: string, on: string): Shade {
  return { fill: `var(--chart-${name}, ${fill})`, on: `var(--chart-${name}-on, ${on})` }
}
