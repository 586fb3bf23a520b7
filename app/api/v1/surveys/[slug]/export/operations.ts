import { z } from 'zod'
import { operation } from '@/app/api/operation'
import { exportFormats } from '@/lib/interchange/export-formats'
import { exportFormatIds, exportReason } from '@/lib/interchange/export-request'

const trueOrFalse = z
  .enum(['true', 'false'], 'Write true or false.')
  .default('false')
  .transform((written) => written === 'true')

export const exportMicrodataOperation = operation({
  id: 'exportMicrodata',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/export',
  summary: 'Single answers of a round as a file, written while it is sent.',
  description:
    'The log says who, why and what before the first byte. It cannot be resumed: for a large file over a poor line, ask for one that waits.',
  permission: 'microdata.export',
  actsAs: 'caller',
  refusesForeignPages: true,
  query: z.strictObject({
    format: z
      .enum(exportFormatIds, `Choose a format: ${exportFormatIds.join(', ')}.`)
      .describe(
        'Of the file; `ddi` is the codebook alone, `r` a script that reads the CSV file of the same choices in R, with labels, reasons for missing values and the survey design.',
      ),
    reason: exportReason.describe('Why, in three words or more.'),
    language: z
      .string()
      .optional()
      .describe('Of labels: a language of the questionnaire; its default language when left out.'),
    sensitive: trueOrFalse.describe('Whether sensitive items, and what gives them away, are included.'),
    text: trueOrFalse.describe(
      'Whether free text is included. It leaves on the command line only: `true` is refused to every account.',
    ),
    item_scores: trueOrFalse.describe('Whether the score of each item is included.'),
  }),
  answers: {
    200: { description: 'The file.', mediaTypes: exportFormats.map(({ mediaType }) => mediaType) },
  },
  problems: ['not_found', 'text_not_cleared', 'format_cannot_hold'],
})
