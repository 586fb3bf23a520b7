import { z } from 'zod'
import { interviewSchema } from '@/app/(respond)/s/[slug]/posted-page'
import { named, operation } from '@/app/api/operation'

export const toSaveSchema = z.strictObject({
  interview: interviewSchema,
  version: z.int(),
  language: z.string(),
  code: z
    .string()
    .max(100)
    .optional()
    .describe('The code that it was saved under before: it stays the same.'),
})

export const toDiscardSchema = z.strictObject({ submissionId: z.uuid() })

export const putInterviewAside = operation({
  id: 'saveInterview',
  method: 'POST',
  path: '/api/v1/surveys/{slug}/interviews',
  summary: 'Put a begun interview aside, to be gone on with under a code.',
  permission: 'interview.save',
  actsAs: 'respondent',
  // As for the answers of a finished interview.
  body: { schema: toSaveSchema, limitKilobytes: 256 },
  answers: {
    201: {
      description: 'It is kept until its day.',
      schema: named(
        'SavedInterview',
        z.object({
          code: z.string().describe('12 characters in groups of four.'),
          expiresOn: z.iso.date().describe('Last day on which the code opens it.'),
        }),
      ),
    },
  },
  problems: [
    'not_found',
    'round_not_open',
    'input_invalid',
    'version_not_current',
    'submission_differs',
    'response_withdrawn',
    'too_many_requests',
    'storage_full',
    'storage_unwritable',
  ],
})

export const discardSavedInterview = operation({
  id: 'discardInterview',
  method: 'DELETE',
  path: '/api/v1/surveys/{slug}/interviews',
  summary: 'Erase what was saved of an interview, for a person who declines after all.',
  description: 'The same answer whether or not something was saved.',
  permission: 'interview.save',
  actsAs: 'respondent',
  body: { schema: toDiscardSchema, limitKilobytes: 1 },
  answers: {
    200: {
      description: 'Nothing of it is kept.',
      schema: named('DiscardedInterview', z.object({ discarded: z.literal(true) })),
    },
  },
  problems: ['not_found', 'input_invalid', 'storage_full', 'storage_unwritable'],
})
