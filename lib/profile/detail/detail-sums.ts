import { type DetailBands, detailCellsOf, linkedCellOf, notFoundAgain } from '@/lib/disclosure/detail'
import type { CellAddress } from '@/lib/disclosure/lattice'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { CellSums, MeasureSums } from '../sums'
import type { TableRow } from '../table-parts'
import { detailMeasuresOf, detailValues, placeOfDetail } from './detail-measures'
import { unlinkedMeasure } from './linked-measures'
import type { PlaceBefore } from './linked-weights'
import type { DetailPerson } from './measure-family'

/** One person with all that places and counts them. */
export type CountedPerson = {
  readonly person: DetailPerson
  readonly bands: DetailBands
  /** '' in a questionnaire that does not classify. */
  readonly category: string
  /** Finite and positive. */
  readonly weight: number
  readonly recordKey: number
  readonly stratum: string
  readonly psu: string
  /** Their place in the wave before, with the weight adjusted for attrition; null for who was not found again. */
  readonly linked: (PlaceBefore & { readonly adjustedWeight: number }) | null
}

/** Somebody of the wave before who was not found again. */
export type NotFoundPerson = PlaceBefore & { readonly recordKey: number }

/** Where the sums of one measure begin: n, positive, Σw, Σw², the largest w, Σwy, Σwy², Σw²y, Σw²y². */
const width = 9

type Cell = {
  readonly address: CellAddress
  n: number
  w: number
  ww: number
  largest: number
  recordKey: number
  readonly sums: Float64Array
}

/**
 * Adds up detailed measures, person by person, in the cells of the detailed tables. Many measures are nobody's in most cells; what is kept
 * grows with the cells that hold somebody, not with the people.
 */
export class DetailSums {
  private readonly cells = new Map<string, Cell>()
  private readonly measureCount: number
  private readonly placeOfUnlinked: number

  constructor(private readonly questionnaire: Questionnaire) {
    this.measureCount = detailMeasuresOf(questionnaire).length
    this.placeOfUnlinked = placeOfDetail(questionnaire, unlinkedMeasure) ?? 0
  }

  /** @throws RangeError when a weight is not finite and positive */
  add({ person, bands, category, weight, recordKey, stratum, psu, linked }: CountedPerson): void {
    const values = detailValues(this.questionnaire, person, (tier) => tier !== 'linked')
    for (const address of detailCellsOf(this.questionnaire, bands, category, { stratum, psu }))
      addValues(this.cellWith(address, weight, recordKey), values, weight)
    if (linked === null) return
    const cell = this.cellWith(linkedCellOf(linked.state, category, linked), linked.adjustedWeight, recordKey)
    addValues(
      cell,
      detailValues(this.questionnaire, person, (tier) => tier === 'linked'),
      linked.adjustedWeight,
    )
    addValue(cell, this.placeOfUnlinked, 0, linked.weight)
  }

  /** @throws RangeError when the weight is not finite and positive */
  addNotFound({ recordKey, ...before }: NotFoundPerson): void {
    const cell = this.cellWith(linkedCellOf(before.state, notFoundAgain, before), before.weight, recordKey)
    addValue(cell, this.placeOfUnlinked, 1, before.weight)
  }

  /** The cells with somebody in them, in no order. */
  rows(): readonly TableRow[] {
    return [...this.cells.values()].map((cell) => ({ address: cell.address, sums: asSums(cell) }))
  }

  /** A cell with one person more. */
  private cellWith(address: CellAddress, weight: number, recordKey: number): Cell {
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new RangeError('A weight is a finite positive number.')
    const cell = this.cell(address)
    cell.n += 1
    cell.w += weight
    cell.ww += weight * weight
    cell.largest = Math.max(cell.largest, weight)
    cell.recordKey = (cell.recordKey + recordKey) >>> 0
    return cell
  }

  private cell(address: CellAddress): Cell {
    const name = Object.values(address).join('\u0000')
    let cell = this.cells.get(name)
    if (cell === undefined) {
      const sums = new Float64Array(width * this.measureCount)
      cell = { address, n: 0, w: 0, ww: 0, largest: 0, recordKey: 0, sums }
      this.cells.set(name, cell)
    }
    return cell
  }
}

function addValues(cell: Cell, values: readonly (number | null)[], weight: number): void {
  for (let place = 0; place < values.length; place += 1) {
    const y = values[place] ?? null
    if (y !== null) addValue(cell, place, y, weight)
  }
}

function addValue({ sums }: Cell, place: number, y: number, weight: number): void {
  const at = width * place
  const squared = weight * weight
  add(sums, at, 1)
  add(sums, at + 2, weight)
  add(sums, at + 3, squared)
  sums[at + 4] = Math.max(sums[at + 4] ?? 0, weight)
  // A share that does not hold adds nothing to the sums of y.
  if (y === 0) return
  if (y > 0) add(sums, at + 1, 1)
  add(sums, at + 5, weight * y)
  add(sums, at + 6, weight * y * y)
  add(sums, at + 7, squared * y)
  add(sums, at + 8, squared * y * y)
}

function add(sums: Float64Array, place: number, term: number): void {
  sums[place] = (sums[place] ?? 0) + term
}

function asSums({ n, w, ww, largest: heaviest, recordKey, sums }: Cell): CellSums {
  const measures = Array.from({ length: sums.length / width }, (_, place): MeasureSums => {
    const [count = 0, positive = 0, mw = 0, mww = 0, largest = 0, wy = 0, wyy = 0, wwy = 0, wwyy = 0] =
      sums.subarray(width * place, width * (place + 1))
    return { n: count, positive, w: mw, ww: mww, largest, wy, wyy, wwy, wwyy }
  })
  return { n, w, ww, largest: heaviest, recordKey, measures }
}
