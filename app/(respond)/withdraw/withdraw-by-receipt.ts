import { withdrawResponse } from '@/db/responses'
import { ProblemError } from '@/lib/problem'
import { parseReceipt } from '@/lib/receipt'
import type { Withdrawal } from './withdrawal'

/**
 * Erases the response that a receipt belongs to. When that cannot be done, what was written comes back, to be corrected.
 *
 * @throws what is not a refusal from the catalogue: the broken page answers for it
 */
export async function withdrawByReceipt(field: string): Promise<Withdrawal> {
  const written = field.slice(0, 100)
  if (written.trim() === '') return { kind: 'refused', code: 'empty', written, seconds: 0 }
  const receipt = parseReceipt(written)
  if (!receipt.ok) return { kind: 'refused', code: 'wrong', written, seconds: 0 }
  try {
    await withdrawResponse({ kind: 'respondent' }, receipt.value)
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code === 'too_many_requests') {
      return { kind: 'refused', code: 'tooMany', written, seconds: Number(error.params.retryAfterSeconds) }
    }
    const code = error.code === 'receipt_not_found' ? 'wrong' : 'unexpected'
    return { kind: 'refused', code, written, seconds: 0 }
  }
}
