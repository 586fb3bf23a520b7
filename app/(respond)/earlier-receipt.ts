import { receiptIn } from '@/lib/code'
import type { Entry, EntryFault } from './entry'

/** What stands in the field for the code of an earlier wave. */
export type EarlierReading =
  | { readonly ok: true; readonly receipt: string | null }
  | { readonly ok: false; readonly fault: EntryFault }

/**
 * Reads the code of an earlier wave as people write it.
 *
 * @returns 16 characters, or null for a field that was left empty; a fault for a slip of the pen. Whether the code is anybody's is
 *   known to the server alone, and told to nobody
 */
export function readEarlierReceipt({ answer }: Entry): EarlierReading {
  const written = typeof answer === 'string' ? answer : ''
  if (written.trim() === '') return { ok: true, receipt: null }
  const receipt = receiptIn(written)
  return receipt === null
    ? { ok: false, fault: { code: 'receipt_wrong', params: {} } }
    : { ok: true, receipt }
}
