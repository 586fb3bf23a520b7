import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import type { ScoredAnew } from '@/db/score-anew'
import { scoringAnewSchema } from '@/lib/scoring-anew'

const scoredAnew: z.ZodType<ScoredAnew> = named(
  'ScoredAnew',
  z.object({
    version: z.int().describe('The version whose scoring is in force now.'),
    responses: z.int().describe('That were scored.'),
    release: z
      .int()
      .nullable()
      .describe('Number of the release that was made of it; null where none was due.'),
  }),
)

export const scoreAnewOperation = operation({
  id: 'scoreAnew',
  method: 'POST',
  path: '/api/v1/surveys/{slug}/scoring',
  summary:
    'Scores the answers of a round by the scoring of another version of its questionnaire, now and from now on.',
  description:
    'What people are asked stays, and so do releases that were made. The round keeps who did it, when and why. Refused with each item named where the scoring rests on what was not asked.',
  permission: 'round.scoreAnew',
  actsAs: 'caller',
  body: { schema: scoringAnewSchema, limitKilobytes: 16 },
  answers: { 200: { description: 'They are scored.', schema: scoredAnew } },
  problems: ['not_found', 'input_invalid'],
})
