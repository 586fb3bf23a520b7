import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import type { ShownReliability } from '@/lib/profile/detail/shown-reliability'
import { writtenQuestion } from '../profile/written-question'

const coefficient = z
  .number()
  .nullable()
  .describe('At most 1; protected: to two decimals, with an error. Null where there is none.')

const reliability: z.ZodType<ShownReliability> = z.object({
  scale: z.string().describe('Id of the dimension.'),
  by: z.enum(['category', 'language', 'mode']).nullable().describe('Null for everybody.'),
  band: z.string().describe('Which category, language or mode; empty for everybody.'),
  n: z
    .int()
    .nullable()
    .describe(
      'People who answered every item, unweighted. Protected: about so many; null for fewer than 50.',
    ),
  alpha: coefficient,
  omega: coefficient,
  items: z
    .array(z.object({ id: z.string(), itemRest: coefficient, alphaIfDropped: coefficient }))
    .readonly()
    .describe('The items that were reckoned with; empty where there are no figures.'),
  leftOut: z.array(z.string()).readonly().describe('Items asked of fewer than half of these people.'),
  reason: z.enum(['too_few_answers', 'not_defined']).nullable().describe('Why there is no figure.'),
})

export const readReliabilityOperation = operation({
  id: 'readReliability',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/reliability',
  summary: 'How well the items of each scale hang together: Cronbach’s alpha and McDonald’s omega.',
  description:
    'For everybody and by category, language and mode, from complete answers; every person counts once. Of the newest release.',
  permission: 'aggregate.protected',
  actsAs: 'caller',
  query: z.object({ exact: writtenQuestion.exact }),
  answers: {
    200: {
      description: 'One entry for each scale and group.',
      schema: named('Reliability', z.object({ scales: z.array(reliability).readonly() })),
    },
  },
  problems: ['not_found', 'no_release_yet', 'release_without_details'],
})
