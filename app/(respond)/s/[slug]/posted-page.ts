import { z } from 'zod'
import type { Entry } from '../../entry'
import type { Interview } from '../../interview'

/** Reads what a form without script brings back: the interview so far, and the fields. All of it comes from outside. */

const itemIdentifier = z.string().max(64)
const answer = z.union([
  z.string().max(20_000),
  z.number(),
  z.array(z.string().max(64)).max(1_000).readonly(),
])

const place = z.union([
  z.enum(['consent', 'declined', 'review']),
  z.templateLiteral(['section:', z.string()]),
  z.templateLiteral(['item:', z.string()]),
])

const interviewSchema = z.object({
  submissionId: z.uuid(),
  place,
  answers: z.record(itemIdentifier, answer).readonly(),
  skippedSections: z.array(itemIdentifier).max(1_000).readonly(),
  isReviewing: z.boolean(),
  opened: z.array(itemIdentifier).max(5_000).readonly(),
})

/** The interview that a form carried; null when it cannot be read. */
export function readInterview(posted: string | null): Interview | null {
  try {
    const read = interviewSchema.safeParse(JSON.parse(posted ?? ''))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** What was entered in the fields of a posted question. */
export function postedEntry(form: URLSearchParams, hasSeveral: boolean): Entry {
  const texts = form.getAll('answer')
  return { answer: hasSeveral ? texts : (texts[0] ?? ''), reserved: form.getAll('reserved') }
}
