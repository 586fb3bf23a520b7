import { growingBytes } from '../growing-bytes'
import type { Microdata } from '../microdata'
import { utf8 } from '../utf8'
import { dtaColumns } from './columns'
import { header } from './header'
import { valueLabelSection } from './labels'
import { dtaProblems } from './limits'
import { packedBytes } from './packed-bytes'
import { rowPieces } from './rows'

/**
 * The bytes of a Stata data set of format 118 (Stata 14 and later), in pieces of about 64 kB.
 *
 * It holds one row at a time, unless a variable has texts of more than 2045 bytes. Those follow the rows, and the file says at its very
 * beginning where they end; rows can be read only once, so the whole table is then kept compressed before the first byte comes: about
 * a tenth of the file.
 *
 * Missing numbers, categories and dates become the extended missing values `.a` to `.e`; for texts see `textCodes`. Check with
 * `dtaProblems` first.
 *
 * @throws RangeError before the first byte when `dtaProblems` reports a problem; later when a row does not fit its variables (the
 *   column and the row are named, the value is not) or there are more or fewer rows than `rowCount`
 */
export async function* writeDta(table: Microdata): AsyncGenerator<Uint8Array> {
  const [problem] = dtaProblems(table)
  if (problem !== undefined) throw new RangeError(problem.message)
  const columns = dtaColumns(table.variables)
  const labels = valueLabelSection(columns, table.missingLabels)
  const opening = utf8('<strls>')
  const closing = utf8('</strls>')
  const longTexts = columns.some((column) => column.kind === 'long text') ? growingBytes() : null
  const rows = rowPieces(table, columns, longTexts ?? growingBytes(0))
  const beginning = (longTextBytes: number) =>
    header(table, columns, {
      longTexts: opening.length + longTextBytes + closing.length,
      valueLabels: labels.length,
    })

  if (longTexts === null) {
    yield beginning(0)
    yield* rows
    yield utf8('</data>')
    yield opening
  } else {
    const keptRows = packedBytes()
    const keptTexts = packedBytes()
    for await (const piece of rows) {
      await keptRows.add(piece)
      await keptTexts.add(longTexts.take(longTexts.length()))
    }
    yield beginning(keptTexts.length())
    yield* keptRows.unpack()
    yield utf8('</data>')
    yield opening
    yield* keptTexts.unpack()
  }
  yield closing
  yield labels
  yield utf8('</stata_dta>')
}
