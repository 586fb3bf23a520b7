import { z } from 'zod'
import { statedReason } from '../stated-reason'
import { type ExportFormat, type ExportFormatId, exportFormats } from './export-formats'

/** The formats that microdata is written in; `ddi` is the codebook alone, `r` the script that reads the CSV file. */
export const exportFormatIds = exportFormats.map(({ id }) => id)

/** What is known of a format. */
export function exportFormat(id: ExportFormatId): ExportFormat {
  const found = exportFormats.find((format) => format.id === id)
  if (found === undefined) throw new RangeError(`There is no format "${id}".`)
  return found
}

/** The name of a file, made by us: `spring-2026.sav`. */
export function exportFileName(name: string, id: ExportFormatId): string {
  return `${name}.${exportFormat(id).extension}`
}

/** Why somebody takes single answers out of the house. */
export const exportReason = statedReason('Say in 3 words or more what the file is for. The log keeps it.')

/** What is asked for in a package of all formats. */
export const depositRequestSchema = z.object({
  /** Of labels; the questionnaire's default language when left out. */
  language: z.string('Write the code of a language, such as en.').optional(),
  reason: exportReason,
  includeSensitive: z.boolean().default(false),
  includeText: z.boolean().default(false),
  includeItemScores: z.boolean().default(false),
})

/** What is asked for in one file, whoever asks: page, program or command line. */
export const exportRequestSchema = depositRequestSchema.extend({
  format: z.enum(exportFormatIds, `Choose a format: ${exportFormatIds.join(', ')}.`),
})

export type ExportRequest = z.output<typeof exportRequestSchema>
