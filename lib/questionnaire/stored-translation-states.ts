import { z } from 'zod'
import type { Result } from '../result'
import { pathInWords } from './check'
import { languageCode } from './definition'
import { recordedStates, type TranslationStates } from './translation-state'

/** Names of a draft may be half written, and so may a key be that is made of them. */
const key = z.string().max(300)

const recordedTranslation = z
  .strictObject({ state: z.enum(recordedStates), source: z.string().max(10_000) })
  .readonly()

export const translationStatesSchema = z
  .record(languageCode, z.record(key, recordedTranslation).readonly())
  .readonly()

/**
 * Reads the states of translations from where they were stored beside a draft, as a JSON value.
 *
 * @returns every problem with its path
 */
export function parseTranslationStates(input: unknown): Result<TranslationStates> {
  const parsed = translationStatesSchema.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  const problems = parsed.error.issues.map(({ path, code, message }) => ({
    path: pathInWords(path),
    code,
    message,
  }))
  return { ok: false, problems }
}
