import { z } from 'zod'
import { formatCode, parseReceipt, parseResumeCode } from '@/lib/code'
import { datePartsOf } from '@/lib/questionnaire/calendar'
import type { Item } from '@/lib/questionnaire/definition'
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
  z.enum(['consent', 'declined', 'earlier', 'review']),
  z.templateLiteral(['section:', z.string()]),
  z.templateLiteral(['item:', z.string()]),
])

const receipt = z
  .string()
  .length(16)
  .refine((written) => parseReceipt(written).ok)

/** An interview as the pages give it to the server, to be gone on with or put aside. */
export const interviewSchema = z.object({
  submissionId: z.uuid(),
  receipt,
  agreedTo: z.string().max(64).nullable(),
  earlier: z.object({ receipt: receipt.nullable() }).nullable().default(null),
  place,
  goOnAt: place.nullable().default(null),
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

/** The code that the interview was saved under in this sitting, in groups of four; null when it was not. */
export function postedCode(form: URLSearchParams): string | null {
  const code = parseResumeCode(form.get('code') ?? '')
  return code.ok ? formatCode(code.value) : null
}

/** The last day of the code, for a form that came from the page that shows it; null for any other page. */
export function postedExpiry(form: URLSearchParams): string | null {
  const expiresOn = z.iso.date().safeParse(form.get('saved'))
  return expiresOn.success ? expiresOn.data : null
}

/** What was entered in the fields of a posted question. */
export function postedEntry(form: URLSearchParams, item: Item): Entry {
  const reserved = form.getAll('reserved')
  if (item.type === 'date') {
    return { answer: datePartsOf[item.precision].map((part) => form.get(part) ?? ''), reserved }
  }
  if (item.type === 'rank') return { answer: postedPlaces(form), reserved }
  if (item.type !== 'multiple') return { ...postedText(form), reserved }
  return { answer: form.getAll('answer'), reserved }
}

/** The code that was put in each place, from the first on. */
function postedPlaces(form: URLSearchParams): readonly string[] {
  const places: string[] = []
  for (let place = 0; form.has(`places.${place}`) && place < 1_000; place += 1)
    places.push(form.get(`places.${place}`) ?? '')
  return places
}

/** What was written in the one field of a page that asks for no item. */
export function postedText(form: URLSearchParams): Entry {
  return { answer: form.get('answer') ?? '', reserved: [] }
}
