import 'server-only'
import { hasGlyph } from '@/app/ui/charts/font-letters'
import { typeset } from '@/app/ui/report/typesetter'
import type { PaperDocument } from '@/lib/paper/paper-document'
import { problem } from '@/lib/problem'
import { paperTemplate } from './template'

/** Where more of the letters than this have no glyph, the document would be empty boxes. */
const mostLettersMissing = 0.05

/**
 * A questionnaire on paper as a tagged A4 PDF. The same document gives the same bytes.
 *
 * @throws letters_missing when our fonts do not write its language; single signs that they lack are told on the first page
 */
export function paperPdf(document: PaperDocument): Uint8Array {
  const signs = [...JSON.stringify(document)].filter((sign) => /[^\p{C}\p{Z}]/u.test(sign))
  const missing = signs.filter((sign) => !hasGlyph(sign.codePointAt(0) ?? 0))
  const letters = missing.filter((sign) => /[\p{L}\p{M}]/u.test(sign))
  if (letters.length > mostLettersMissing * signs.length)
    throw problem('letters_missing', { language: document.language })
  const warnings =
    missing.length === 0 ? document.warnings : [...document.warnings, document.warningOfMissingSigns]
  return typeset(paperTemplate, { ...document, warnings })
}
