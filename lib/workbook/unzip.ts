import { Inflate } from 'fflate'
import { workbookLimits } from './limits'
import { WorkbookFault } from './workbook-fault'

/** The entries of a zip archive that are wanted, unpacked when asked for. */
export type Archive = {
  readonly names: readonly string[]
  /** @returns null when the archive has no such entry @throws WorkbookFault */
  readonly entry: (name: string) => Uint8Array | null
}

type Place = { readonly offset: number; readonly packed: number; readonly method: number }

const endSignature = 0x0605_4b50
const entrySignature = 0x0201_4b50
const localSignature = 0x0403_4b50

/**
 * Opens a zip archive. What an entry says of its own size is not believed: unpacking stops where the limit is reached.
 *
 * @see PKWARE, .ZIP File Format Specification 6.3.10, 4.3.12 and 4.3.16
 * @throws WorkbookFault
 */
export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places = entriesOf(bytes, view)
  let left: number = workbookLimits.unpackedBytes
  return {
    names: [...places.keys()],
    entry: (name) => {
      const place = places.get(name)
      if (place === undefined) return null
      const content = unpack(bytes, view, place, left)
      left -= content.length
      return content
    },
  }
}

function entriesOf(bytes: Uint8Array, view: DataView): ReadonlyMap<string, Place> {
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > workbookLimits.entries) throw tooLarge()
  const places = new Map<string, Place>()
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (view.getUint16(at + 8, true) & 1)
      throw new WorkbookFault(
        'workbook_encrypted',
        'The file is protected by a password. Save it without one.',
      )
    places.set(name.replaceAll('\\', '/'), {
      offset: view.getUint32(at + 42, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return places
}

/** Where the end record begins: a comment of up to 65,535 bytes may follow it. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= first; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at
  throw damaged()
}

function unpack(bytes: Uint8Array, view: DataView, place: Place, left: number): Uint8Array {
  const { offset, packed, method } = place
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature) throw damaged()
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const content = bytes.subarray(from, from + packed)
  if (content.length < packed) throw damaged()
  if (method === 0) {
    if (content.length > left) throw tooLarge()
    return content
  }
  if (method !== 8) throw damaged()
  const chunks: Uint8Array[] = []
  let length = 0
  let isWhole = false
  const inflate = new Inflate((chunk, isLast) => {
    length += chunk.length
    if (length > left) throw tooLarge()
    chunks.push(chunk)
    isWhole ||= isLast
  })
  try {
    // In pieces, so that a bomb is stopped after the first of them.
    const piece = 65_536
    for (let at = 0; at < content.length; at += piece)
      inflate.push(content.subarray(at, at + piece), at + piece >= content.length)
  } catch (error) {
    throw error instanceof WorkbookFault ? error : damaged()
  }
  if (!isWhole) throw damaged()
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function tooLarge(): WorkbookFault {
  return new WorkbookFault(
    'workbook_too_large',
    `Unpacked, the file is larger than ${workbookLimits.unpackedBytes / 1_000_000} MB or has more than ${workbookLimits.entries} parts. Take out what is not part of the form.`,
  )
}

function damaged(): WorkbookFault {
  return new WorkbookFault(
    'workbook_unreadable',
    'The file is damaged or cut short. Save it again in your spreadsheet program.',
  )
}
