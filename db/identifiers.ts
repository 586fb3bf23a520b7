import { randomBytes } from 'node:crypto'

/**
 * A new id, UUIDv7, whose time is that of the day's beginning: ids sort by day and tell no hour.
 *
 * @see RFC 9562, section 5.7
 */
export function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Math.floor(now.getTime() / 86_400_000) * 86_400_000, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The date, UTC: `2026-03-01`. */
export function dateOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}
