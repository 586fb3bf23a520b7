import { WorkbookFault } from './workbook-fault'

const freeOrEnd = 0xffff_fffa

/**
 * A stream of a compound file, such as the workbook in an `.xls`. Chains of sectors that lead in a circle or out of the file end where they
 * do.
 *
 * @returns null when there is no stream of the name
 * @see [MS-CFB] Compound File Binary File Format, 2.2 to 2.6
 * @throws WorkbookFault
 */
export function streamOf(bytes: Uint8Array, name: string): Uint8Array | null {
  const file = new CompoundFile(bytes)
  return file.stream(name)
}

/** The names of the streams of a compound file. @throws WorkbookFault */
export function streamNames(bytes: Uint8Array): readonly string[] {
  return new CompoundFile(bytes).entries.map(({ name }) => name)
}

type Entry = { readonly name: string; readonly type: number; readonly start: number; readonly size: number }

class CompoundFile {
  private readonly view: DataView
  private readonly sectorSize: number
  private readonly table: readonly number[]
  readonly entries: readonly Entry[]

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.length < 512) throw damaged()
    const shift = this.view.getUint16(30, true)
    if (shift !== 9 && shift !== 12) throw damaged()
    this.sectorSize = 1 << shift
    this.table = this.allocationTable()
    this.entries = this.directory()
  }

  stream(name: string): Uint8Array | null {
    const entry = this.entries.find((one) => one.type === 2 && one.name === name)
    if (entry === undefined) return null
    if (entry.size >= this.view.getUint32(56, true)) return this.chain(entry.start, entry.size)
    const root = this.entries.find((one) => one.type === 5)
    if (root === undefined) throw damaged()
    const small = this.chain(root.start, root.size)
    const numbers = numbersIn(this.chain(this.view.getUint32(60, true), this.bytes.length))
    const size = 1 << Math.min(this.view.getUint16(32, true), 12)
    return joined(
      chainOf(numbers, entry.start).map((sector) => small.subarray(sector * size, (sector + 1) * size)),
      entry.size,
    )
  }

  /** The sectors of the allocation table are listed in the header, and in sectors that it leads to. */
  private allocationTable(): readonly number[] {
    const perSector = this.sectorSize / 4
    const places = Array.from({ length: 109 }, (_, place) => this.view.getUint32(76 + 4 * place, true))
    let next = this.view.getUint32(68, true)
    for (let count = 0; next < freeOrEnd && count * this.sectorSize < this.bytes.length; count += 1) {
      const list = numbersIn(this.sector(next))
      places.push(...list.slice(0, perSector - 1))
      next = list[perSector - 1] ?? freeOrEnd
    }
    const most = Math.ceil(this.bytes.length / this.sectorSize)
    return places
      .filter((sector) => sector < freeOrEnd)
      .slice(0, most)
      .flatMap((sector) => numbersIn(this.sector(sector)))
  }

  private directory(): readonly Entry[] {
    const bytes = this.chain(this.view.getUint32(48, true), this.bytes.length)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const entries: Entry[] = []
    for (let at = 0; at + 128 <= bytes.length; at += 128) {
      const length = Math.min(view.getUint16(at + 64, true), 64)
      entries.push({
        name: new TextDecoder('utf-16le').decode(bytes.subarray(at, at + Math.max(0, length - 2))),
        type: bytes[at + 66] ?? 0,
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      })
    }
    return entries
  }

  private chain(start: number, size: number): Uint8Array {
    return joined(
      chainOf(this.table, start).map((sector) => this.sector(sector)),
      size,
    )
  }

  /** Empty where the file has no such sector. */
  private sector(number: number): Uint8Array {
    const from = (number + 1) * this.sectorSize
    return this.bytes.subarray(from, from + this.sectorSize)
  }
}

function chainOf(table: readonly number[], start: number): readonly number[] {
  const seen = new Set<number>()
  for (let sector = start; sector < freeOrEnd && !seen.has(sector); sector = table[sector] ?? freeOrEnd)
    seen.add(sector)
  return [...seen]
}

function numbersIn(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length >> 2 }, (_, place) => view.getUint32(4 * place, true))
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole.subarray(0, Math.min(size, length))
}

function damaged(): WorkbookFault {
  return new WorkbookFault(
    'workbook_unreadable',
    'The file is damaged or cut short. Save it again in your spreadsheet program, as .xlsx.',
  )
}
