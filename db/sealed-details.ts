import { deflateSync, inflateSync } from 'node:zlib'
import { store } from './connection'
import type { SealedPlace } from './sealed-columns'

/** Sums of detailed measures for one row of a release, as `encodeSums` writes them, deflated and sealed. For `db` only. */
export function sealDetail(id: string, sums: Uint8Array): Buffer {
  return store().vault.seal(placeOf(id), deflateSync(sums))
}

/** What `sealDetail` sealed. For `db` only. */
export function openDetail(id: string, sealed: Uint8Array): Buffer {
  return inflateSync(store().vault.open(placeOf(id), sealed))
}

function placeOf(row: string): SealedPlace {
  return { table: 'release_details', column: 'sums', row }
}
