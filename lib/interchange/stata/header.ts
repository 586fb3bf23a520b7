import { type GrowingBytes, growingBytes } from '../growing-bytes'
import type { Microdata } from '../microdata'
import { cutToBytes, cutToCharacters, oneLine, utf8 } from '../utf8'
import type { DtaColumn } from './columns'
import { mostOf } from './limits'
import { missingLegend } from './missing-codes'

/** Bytes of the two sections after the rows, which the map at the beginning of the file must tell. */
export type LaterSections = { readonly longTexts: number; readonly valueLabels: number }

/**
 * Everything before the rows of a .dta file of format 118, up to and with `<data>`.
 *
 * @see Stata, help dta: description of the .dta file format 118
 */
export function header(
  table: Omit<Microdata, 'rows'>,
  columns: readonly DtaColumn[],
  later: LaterSections,
): Uint8Array {
  const out = growingBytes()
  const sections: number[] = [0]
  const section = (tag: string, write: () => void) => {
    sections.push(out.length())
    out.text(`<${tag}>`)
    write()
    out.text(`</${tag}>`)
  }

  out.text('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>')
  out.uint16(columns.length)
  out.text('</K><N>')
  out.uint64(table.rowCount)
  out.text('</N><label>')
  const title = utf8(cutToCharacters(oneLine(table.title), mostOf.labelCharacters))
  out.uint16(title.length)
  out.bytes(title)
  out.text('</label><timestamp>')
  const stamp = timestamp(table.madeOn)
  out.uint8(stamp.length)
  out.text(stamp)
  out.text('</timestamp></header>')

  section('map', () => out.fill(0, 14 * 8))
  const mapAt = out.length() - '</map>'.length - 14 * 8
  section('variable_types', () => {
    for (const column of columns) out.uint16(column.typeCode)
  })
  section('varnames', () => {
    for (const column of columns) out.field(column.name, 129, 0)
  })
  section('sortlist', () => out.fill(0, (columns.length + 1) * 2))
  section('formats', () => {
    for (const column of columns) out.field(column.format, 57, 0)
  })
  section('value_label_names', () => {
    for (const column of columns) out.field('labelSet' in column ? column.labelSet : '', 129, 0)
  })
  section('variable_labels', () => {
    for (const { variable } of columns) {
      out.field(cutToCharacters(oneLine(variable.label), mostOf.labelCharacters), 321, 0)
    }
  })
  section('characteristics', () => characteristics(out, table, columns))

  const data = out.length()
  const rowBytes = columns.reduce((sum, column) => sum + column.bytes, 0)
  const longTexts = data + '<data>'.length + table.rowCount * rowBytes + '</data>'.length
  const valueLabels = longTexts + later.longTexts
  const end = valueLabels + later.valueLabels
  ;[...sections, data, longTexts, valueLabels, end, end + '</stata_dta>'.length].forEach((at, number) => {
    out.setUint64(mapAt + number * 8, at)
  })
  out.text('<data>')
  return out.take(out.length())
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function timestamp(madeOn: string): string {
  const [year = '', month = '', day = ''] = madeOn.split('-')
  return `${day} ${months[Number(month) - 1] ?? ''} ${year} 00:00`
}

/** Notes, which Stata lists with `notes`: what labels are too short for, and what missing values mean. */
function characteristics(
  out: GrowingBytes,
  table: Omit<Microdata, 'rows'>,
  columns: readonly DtaColumn[],
): void {
  notes(out, '_dta', [
    ...(isLong(table.title) ? [table.title] : []),
    `Language: ${table.language}`,
    `Missing values: ${missingLegend(table.missingLabels)}. In texts they are written out, and a text that was not asked is empty.`,
  ])
  for (const { name, variable } of columns) {
    characteristic(out, name, 'group', variable.group)
    notes(out, name, [variable.question, isLong(variable.label) ? variable.label : ''])
  }
}

function isLong(label: string): boolean {
  return [...oneLine(label)].length > mostOf.labelCharacters
}

/** `note0` tells how many there are. */
function notes(out: GrowingBytes, of: string, texts: readonly string[]): void {
  const written = texts.map(oneLine).filter((text) => text !== '')
  if (written.length === 0) return
  characteristic(out, of, 'note0', String(written.length))
  written.forEach((text, number) => {
    characteristic(out, of, `note${number + 1}`, text)
  })
}

function characteristic(out: GrowingBytes, of: string, name: string, text: string): void {
  const content = utf8(cutToBytes(oneLine(text), mostOf.noteBytes))
  if (content.length === 0) return
  out.text('<ch>')
  out.int32(129 + 129 + content.length + 1)
  out.field(of, 129, 0)
  out.field(name, 129, 0)
  out.bytes(content)
  out.uint8(0)
  out.text('</ch>')
}
