import { z } from 'zod'
import { exportFormatIds, exportReason } from '@/lib/interchange/export-request'

/** A box to tick: when it is not, absent from a posted form, and `false` to the script that looks at it before. */
const ticked = z
  .literal(['yes', false])
  .optional()
  .transform((box) => box === 'yes')

/** The form that asks for a file, the same in the browser and on the server. */
export const exportFormSchema = z.object({
  format: z.enum(exportFormatIds, 'Choose a format.'),
  language: z.string().min(1, 'Choose the language of the labels.').max(35),
  includeSensitive: ticked,
  includeText: ticked,
  includeItemScores: ticked,
  reason: exportReason,
})

export type ExportFormFields = z.input<typeof exportFormSchema>
