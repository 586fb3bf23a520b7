import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { type ExportFile, exportStates } from '@/db/exports'
import { exportFormatIds, exportRequestSchema } from '@/lib/interchange/export-request'

const exportFile: z.ZodType<ExportFile> = named(
  'ExportFile',
  z.object({
    id: z.string(),
    format: z.enum(exportFormatIds),
    language: z.string(),
    includesSensitive: z.boolean(),
    includesText: z.boolean(),
    includesItemScores: z.boolean(),
    state: z
      .enum(exportStates)
      .describe(
        '`stopped`: the server was restarted while it was written. `withdrawn`: answers in it were withdrawn or erased. Make it again.',
      ),
    requestedAt: z.string().describe('ISO 8601, UTC.'),
    expiresAt: z.string().describe('When it goes: ISO 8601, UTC.'),
    rowsInAll: z.int(),
    rowsDone: z.int(),
    bytes: z.int().nullable().describe('Length of the download; null until it is done.'),
  }),
)

export const requestExportOperation = operation({
  id: 'requestExport',
  method: 'POST',
  path: '/api/v1/surveys/{slug}/exports',
  summary: 'Asks for a file of single answers that is written in the background and waits for a day.',
  description:
    'The log says who, why and what. Only the account that asked takes the file. With `includeText` it is refused to every account: free text leaves on the command line only.',
  permission: 'microdata.export',
  actsAs: 'caller',
  body: { schema: exportRequestSchema, limitKilobytes: 16 },
  answers: { 201: { description: 'It will be written.', schema: exportFile } },
  problems: ['not_found', 'input_invalid', 'text_not_cleared', 'format_cannot_hold', 'too_many_exports'],
})

export const listExportsOperation = operation({
  id: 'listExports',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/exports',
  summary: 'The files that the account asked for in the last day, the newest first, and how far they are.',
  permission: 'microdata.export',
  actsAs: 'caller',
  answers: {
    200: {
      description: 'The files.',
      schema: named('ExportFiles', z.object({ files: z.array(exportFile).readonly() })),
    },
  },
  problems: ['not_found'],
})
