/** Columns of one length as Q R: orthonormal columns, and how the given ones are made of them. */
export type OrthogonalBasis = {
  /** An orthonormal column for each independent given column. */
  readonly q: readonly Float64Array[]
  /** For each independent column, its coordinates on `q`, up to and with its own. */
  readonly r: readonly Float64Array[]
  /** Positions of the columns in `q`, in order. */
  readonly independent: readonly number[]
  /** Positions of columns that the ones before already make up. */
  readonly dependent: readonly number[]
}

// As R's qr: a column that keeps less than this part of its length is made up of the others.
const collinear = 1e-7

/**
 * An orthonormal basis of the space that columns span, by Gram–Schmidt with a second pass, which makes it orthogonal to rounding.
 *
 * @see Björck (1996), Numerical Methods for Least Squares Problems, section 2.4.5
 */
export function orthogonalBasis(columns: readonly Float64Array[]): OrthogonalBasis {
  const q: Float64Array[] = []
  const r: Float64Array[] = []
  const independent: number[] = []
  const dependent: number[] = []
  for (const [position, column] of columns.entries()) {
    const rest = column.slice()
    const coordinates = new Float64Array(q.length + 1)
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [index, direction] of q.entries()) {
        const length = dot(direction, rest)
        coordinates[index] = (coordinates[index] ?? 0) + length
        subtract(rest, direction, length)
      }
    }
    const length = Math.sqrt(dot(rest, rest))
    if (!(length > collinear * Math.sqrt(dot(column, column)))) {
      dependent.push(position)
      continue
    }
    coordinates[q.length] = length
    q.push(rest.map((value) => value / length))
    r.push(coordinates)
    independent.push(position)
  }
  return { q, r, independent, dependent }
}

/** What is left of a column outside the space of the basis. */
export function residualFrom({ q }: Pick<OrthogonalBasis, 'q'>, column: Float64Array): Float64Array {
  const rest = column.slice()
  for (let pass = 0; pass < 2; pass += 1) {
    for (const direction of q) subtract(rest, direction, dot(direction, rest))
  }
  return rest
}

/**
 * The shortest column whose inner products with the independent given columns are these: Q v with Rᵀ v = products.
 *
 * @param products one for each independent column
 */
export function columnWithProducts({ q, r }: OrthogonalBasis, products: readonly number[], length: number) {
  const column = new Float64Array(length)
  const v: number[] = []
  for (const [index, coordinates] of r.entries()) {
    let rest = products[index] ?? 0
    for (const [earlier, value] of v.entries()) rest -= (coordinates[earlier] ?? 0) * value
    v.push(rest / (coordinates[index] ?? 1))
  }
  for (const [index, direction] of q.entries()) subtract(column, direction, -(v[index] ?? 0))
  return column
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}

/** target −= factor · direction */
function subtract(target: Float64Array, direction: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index += 1)
    target[index] = (target[index] ?? 0) - factor * (direction[index] ?? 0)
}
