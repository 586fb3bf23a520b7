import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { envelopeSchema } from '@/db/envelopes'
import { submissionSchema } from '@/db/responses'

const recorded = named(
  'RecordedResponse',
  z.object({
    submissionId: z.uuid(),
    receipt: z
      .string()
      .optional()
      .describe('Withdraws the response. Left out for a sealed one: whoever sealed it made its receipt.'),
  }),
)

export const submitResponse = operation({
  id: 'submitResponse',
  method: 'POST',
  path: '/api/v1/surveys/{slug}/responses',
  summary: 'Send the answers of one person.',
  description:
    'Answered once they are on disk. The same submission again is harmless and gives the same receipt. An interview that was sealed on a device is sent as its envelope.',
  permission: 'response.submit',
  actsAs: 'respondent',
  // Larger than any questionnaire's answers, small enough to refuse at once.
  body: { schema: z.union([submissionSchema, envelopeSchema]), limitKilobytes: 256 },
  answers: {
    200: { description: 'It was recorded before.', schema: recorded },
    201: { description: 'It is recorded.', schema: recorded },
  },
  problems: [
    'not_found',
    'round_not_open',
    'input_invalid',
    'answers_invalid',
    'version_not_current',
    'envelope_unreadable',
    'submission_differs',
    'receipt_taken',
    'response_withdrawn',
    'storage_full',
    'storage_unwritable',
    'too_many_requests',
  ],
})
