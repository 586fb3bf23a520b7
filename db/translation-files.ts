import type { TakenTranslations } from '@/lib/interchange/offered-translations'
import { readTranslationSheet } from '@/lib/interchange/translation-sheet/read'
import { writeTranslationCsv, writeTranslationSheet } from '@/lib/interchange/translation-sheet/write'
import { readXliff } from '@/lib/interchange/xliff/read'
import { writeXliff } from '@/lib/interchange/xliff/write'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { readDraft, refuseLanguage, storeTranslated } from './questionnaire-drafts'

/** In what translations go to a translator. */
export const translationFormats = ['xliff', 'xlsx', 'csv'] as const
export type TranslationFormat = (typeof translationFormats)[number]

const mediaTypes: Readonly<Record<TranslationFormat, string>> = {
  xliff: 'application/xliff+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

export type TranslationFile = {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** The texts of a draft and what there is of them in one language, as a file. @throws not_found, input_invalid (language) */
export async function writeTranslationFile(
  actor: Actor,
  id: string,
  language: string,
  format: TranslationFormat,
): Promise<TranslationFile> {
  authorise(actor, 'questionnaire.edit')
  const draft = await readDraft(actor, id)
  refuseLanguage(draft.questionnaire, language)
  const bytes =
    format === 'xlsx'
      ? await writeTranslationSheet(draft, language, dateOf(new Date()))
      : Buffer.from(format === 'csv' ? writeTranslationCsv(draft, language) : writeXliff(draft, language))
  const ending = format === 'xliff' ? 'xlf' : format
  return { name: `${id}-${language}.${ending}`, mediaType: mediaTypes[format], bytes }
}

/** What became of a file of translations. */
export type TakenFile = Omit<TakenTranslations, 'translated'>

/**
 * Takes translations of a file into a draft: XLIFF, Excel or CSV, told apart by content. Each text is taken or refused by itself.
 *
 * @throws not_found, input_invalid (language); translations_unreadable when the file as a whole cannot be taken
 */
export async function takeTranslationFile(
  actor: Actor,
  id: string,
  language: string,
  bytes: Uint8Array,
): Promise<TakenFile> {
  authorise(actor, 'questionnaire.edit')
  return store().writes.transact(async (tx) =>
    storeTranslated(tx, actor, id, language, (draft) => {
      const read = isXml(bytes)
        ? readXliff(bytes, draft, language)
        : readTranslationSheet(bytes, draft, language)
      if (!read.ok) throw problem('translations_unreadable', undefined, read.problems)
      return read.value
    }),
  )
}

/** Whether a file begins as XML does, in UTF-8 or UTF-16, after a byte order mark and spaces. */
function isXml(bytes: Uint8Array): boolean {
  const start = [...bytes.subarray(0, 64)].filter(
    (byte) => ![0x00, 0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x20, 0x09, 0x0a, 0x0d].includes(byte),
  )
  return start[0] === 0x3c
}
