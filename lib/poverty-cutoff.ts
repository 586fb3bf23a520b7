// Thirds and quarters do not add up exactly in binary: a score of exactly k is poor, whatever the last bit says.
const tolerance = 1e-9

/**
 * Whether a person is poor: the weighted share of deprivations reaches the poverty cut-off.
 *
 * @param c the deprivation score, 0–1
 * @param k the cut-off as a share of the weights, above 0 to 1
 * @see Alkire and Foster (2011), J. Public Economics 95, section 3: the identification function ρ_k
 */
export function countsAsPoor(c: number, k: number): boolean {
  return c >= k - tolerance
}
