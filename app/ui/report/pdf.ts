import 'server-only'
import { inLightColours } from '@/app/ui/charts/standalone-svg'
import type { ReportDocument } from '@/lib/profile/report-document'
import { reportTemplate } from './template'
import { typeset } from './typesetter'

/**
 * A report as a tagged A4 PDF: headings, tables, pictures with their words, language and reading order are known to screen readers; charts
 * are vectors with their fonts inside. The same document gives the same bytes.
 *
 * @returns the bytes of the file
 * @throws Error when a picture is no SVG or the day of making no date; what a text holds can never be a reason
 */
export function reportPdf(document: ReportDocument): Uint8Array {
  return typeset(reportTemplate, written(document))
}

/** What the template reads: the report, and the first of the digits that its language counts pages with. */
function written(document: ReportDocument): ReportDocument & { readonly pageDigits: string } {
  const digit = new Intl.NumberFormat(document.language).format(1)
  return {
    ...document,
    // A language that names its digits (`ar-u-nu-latn`) is the same language to a reader of the file.
    language: document.language.replace(/-u-.*$/, ''),
    pageDigits: ['1', '١', '۱', '১'].includes(digit) ? digit : '1',
    blocks: document.blocks.map((block) =>
      block.kind === 'figure' ? { ...block, svg: inLightColours(block.svg) } : block,
    ),
  }
}
