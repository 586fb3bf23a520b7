import { directionOf } from '@/lib/questionnaire/language'
import type { Part } from '@/lib/relevance-in-words'

/** English words around texts of the questionnaire, each of which keeps its own language and direction. */
export function Quoting({ parts, language }: { readonly parts: readonly Part[]; readonly language: string }) {
  return parts.map((part, place) =>
    typeof part === 'string' ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence have only their place
      <q key={place} lang={language} dir={directionOf(language)}>
        {part.quoted}
      </q>
    ),
  )
}
