import { tryReceipt } from '@/app/code-tries'
import { withdrawResponse } from '@/db/responses'
import { takeCode } from '../take-code'
import type { Withdrawal } from './withdrawal'

/** Erases the response that a posted receipt belongs to. @throws as `takeCode` */
export async function withdrawByReceipt(request: Request, field: string | null): Promise<Withdrawal> {
  const outcome = await takeCode(request, tryReceipt, field, (receipt) =>
    withdrawResponse({ kind: 'respondent' }, receipt),
  )
  return outcome.kind === 'taken' ? { kind: 'done' } : outcome
}
