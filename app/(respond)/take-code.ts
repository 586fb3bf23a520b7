import { ProblemError } from '@/lib/problem'
import type { tryCode } from '../code-tries'
import type { CodeEntry } from './code-entry'

/**
 * Does what a posted code is for, if not too many wrong ones came before. When that cannot be done, what was written comes
 * back, to be corrected.
 *
 * @param attempt how tries of such a code are counted
 * @throws what is not a refusal from the catalogue: the broken page answers for it
 */
export async function takeCode<T>(
  request: Request,
  attempt: typeof tryCode,
  field: string | null,
  act: (code: string) => Promise<T>,
): Promise<{ readonly kind: 'taken'; readonly value: T } | Extract<CodeEntry, { kind: 'refused' }>> {
  const written = (field ?? '').slice(0, 100)
  if (written.trim() === '') return { kind: 'refused', code: 'empty', written, seconds: 0 }
  try {
    return { kind: 'taken', value: await attempt(request, () => act(written)) }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code === 'too_many_requests') {
      return { kind: 'refused', code: 'tooMany', written, seconds: Number(error.params.retryAfterSeconds) }
    }
    const isWrong = error.code === 'receipt_not_found' || error.code === 'saved_interview_not_found'
    return { kind: 'refused', code: isWrong ? 'wrong' : 'unexpected', written, seconds: 0 }
  }
}
