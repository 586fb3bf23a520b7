/**
 * The cubic spline through points, whose end pieces have the third derivative of the cubic through the four points nearest to
 * the end; through three points, none.
 *
 * @param points at least three, by rising x
 * @returns its value at any x between the first and the last
 * @see Forsythe, Malcolm and Moler (1977), Computer Methods for Mathematical Computations, section 4.4; R `spline(method = "fmm")`
 */
export function splineThrough(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const count = points.length
  if (count < 3) throw new RangeError(`A spline needs three points, not ${count}.`)
  const x = (place: number) => points[place]?.[0] ?? Number.NaN
  const y = (place: number) => points[place]?.[1] ?? Number.NaN
  const width = (place: number) => x(place + 1) - x(place)
  const slope = (place: number) => (y(place + 1) - y(place)) / width(place)
  /** Third divided difference of the four points from a place on. */
  const thirdDifference = (place: number) => {
    if (count === 3) return 0
    const second = (at: number) => (slope(at + 1) - slope(at)) / (x(at + 2) - x(at))
    return (second(place + 1) - second(place)) / (x(place + 3) - x(place))
  }
  const last = count - 1
  // One sixth of the second derivatives solve a system with three diagonals.
  const diagonal = points.map((_, place) =>
    place === 0 ? -width(0) : place === last ? -width(last - 1) : 2 * (width(place - 1) + width(place)),
  )
  const right = points.map((_, place) => {
    if (place === 0) return width(0) ** 2 * thirdDifference(0)
    if (place === last) return -(width(last - 1) ** 2) * thirdDifference(last - 3)
    return slope(place) - slope(place - 1)
  })
  for (let place = 1; place < count; place += 1) {
    const factor = width(place - 1) / (diagonal[place - 1] ?? Number.NaN)
    diagonal[place] = (diagonal[place] ?? 0) - factor * width(place - 1)
    right[place] = (right[place] ?? 0) - factor * (right[place - 1] ?? 0)
  }
  const bend = new Float64Array(count)
  for (let place = last; place >= 0; place -= 1) {
    const known = place === last ? 0 : width(place) * (bend[place + 1] ?? 0)
    bend[place] = ((right[place] ?? 0) - known) / (diagonal[place] ?? Number.NaN)
  }
  return (at) => {
    let piece = 0
    while (piece < last - 1 && at >= x(piece + 1)) piece += 1
    const [h, t] = [width(piece), at - x(piece)]
    const [here, next] = [bend[piece] ?? 0, bend[piece + 1] ?? 0]
    return y(piece) + t * (slope(piece) - h * (next + 2 * here) + t * (3 * here + (t * (next - here)) / h))
  }
}
