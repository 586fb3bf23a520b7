import 'server-only'
import { fontData } from './fonts'

let known: readonly (readonly [first: number, last: number])[] | undefined

/** Whether one of the faces of `fonts.ts` has a glyph for a code point. */
export function hasGlyph(codePoint: number): boolean {
  known ??= fontData().flatMap(rangesOf)
  return known.some(([first, last]) => codePoint >= first && codePoint <= last)
}

/**
 * The code points that a face has glyphs for, from its table `cmap`. A face has one subtable of format 4 for the first 65,536 of them, and
 * where it has more one of format 12.
 *
 * @see OpenType 1.9, "cmap — Character To Glyph Index Mapping Table"
 */
function rangesOf(face: Buffer): readonly (readonly [number, number])[] {
  const at = tableOffset(face, 'cmap')
  const subtables = Array.from(
    { length: face.readUInt16BE(at + 2) },
    (_, place) => at + face.readUInt32BE(at + 4 + 8 * place + 4),
  )
  return subtables.flatMap((subtable) => {
    const format = face.readUInt16BE(subtable)
    if (format === 12)
      return Array.from({ length: face.readUInt32BE(subtable + 12) }, (_, group): [number, number] => {
        const start = subtable + 16 + 12 * group
        return [face.readUInt32BE(start), face.readUInt32BE(start + 4)]
      })
    if (format !== 4) return []
    const size = face.readUInt16BE(subtable + 6)
    return Array.from({ length: size / 2 }, (_, segment): [number, number] => [
      face.readUInt16BE(subtable + 16 + size + 2 * segment),
      face.readUInt16BE(subtable + 14 + 2 * segment),
    ]).filter(([first]) => first !== 0xffff)
  })
}

function tableOffset(face: Buffer, name: string): number {
  const tables = face.readUInt16BE(4)
  for (let table = 0; table < tables; table += 1) {
    const record = 12 + 16 * table
    if (face.toString('latin1', record, record + 4) === name) return face.readUInt32BE(record + 8)
  }
  throw new Error(`A face has no table ${name}.`)
}
