import { type GrowingBytes, growingBytes } from '../growing-bytes'
import { type Category, type MissingLabels, missingKinds } from '../microdata'
import { cutToBytes, oneLine, utf8 } from '../utf8'
import { type DtaColumn, missingSet } from './columns'
import { mostOf } from './limits'
import { missingNumbers } from './missing-codes'

/** The section of value labels: a set for each categorical variable, and one of the missing values for numbers and dates. */
export function valueLabelSection(columns: readonly DtaColumn[], missingLabels: MissingLabels): Uint8Array {
  const out = growingBytes()
  const reasons = missingKinds.map((kind) => ({
    value: missingNumbers('long')[kind],
    label: missingLabels[kind],
  }))
  out.text('<value_labels>')
  if (columns.some((column) => 'labelSet' in column && column.labelSet === missingSet)) {
    labelSet(out, missingSet, reasons)
  }
  for (const column of columns) {
    if (column.kind === 'number' && column.variable.type === 'categorical') {
      labelSet(out, column.labelSet, [...column.variable.categories, ...reasons])
    }
  }
  out.text('</value_labels>')
  return out.take(out.length())
}

/** Stata finds a label by its place in the text after two lists: where each label begins, and the values by rising size. */
function labelSet(
  out: GrowingBytes,
  name: string,
  labels: readonly Pick<Category, 'value' | 'label'>[],
): void {
  const sorted = [...labels].sort((one, other) => one.value - other.value)
  const texts = sorted.map(({ label }) => utf8(cutToBytes(oneLine(label), mostOf.valueLabelBytes)))
  const textBytes = texts.reduce((sum, text) => sum + text.length + 1, 0)
  out.text('<lbl>')
  out.int32(8 + 8 * sorted.length + textBytes)
  out.field(name, 129, 0)
  out.fill(0, 3)
  out.int32(sorted.length)
  out.int32(textBytes)
  let begins = 0
  for (const text of texts) {
    out.int32(begins)
    begins += text.length + 1
  }
  for (const { value } of sorted) out.int32(value)
  for (const text of texts) {
    out.bytes(text)
    out.uint8(0)
  }
  out.text('</lbl>')
}
