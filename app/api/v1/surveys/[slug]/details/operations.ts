import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { detailTiers } from '@/lib/disclosure/detail'
import type { DetailTable } from '@/lib/profile/detail/detail-table'
import { groupSchema, meanParts, shareParts, weightingSchema } from '../profile/profile-schema'
import { writtenQuestion } from '../profile/written-question'

const figure = z.union([
  z.object({ ...shareParts, kind: z.literal('share') }),
  z.object({ ...meanParts, kind: z.literal('score') }),
  z.object({
    ...meanParts,
    mean: z.number().min(-100).max(100).nullable(),
    kind: z.literal('change'),
  }),
])

const detailTable: z.ZodType<DetailTable> = z.object({
  tier: z.enum(detailTiers),
  by: z.array(z.string()).readonly(),
  where: z.record(z.string(), z.string()).readonly(),
  minimumCell: z.int().describe('Groups of fewer people are hidden; 0 for exact figures.'),
  weighting: weightingSchema
    .nullable()
    .describe(
      'How people were weighted by weights of this round; null where every person counts once, and in tables of linked people: see `linkedWeighting`.',
    ),
  linkedWeighting: z
    .object({
      adjustedForAttrition: z.literal(true),
      upon: z.enum(['weights', 'everybody_once']).describe('Whether the wave before had weights.'),
      title: z.string().nullable().describe('Of the weights of the wave before; null without any.'),
    })
    .nullable()
    .describe(
      'Linked people carry weights of the wave before, raised for those who were not found again; null in other tables.',
    ),
  groups: z
    .array(
      z.union([
        z.object({
          group: groupSchema,
          suppressed: z.literal(false),
          n: z
            .int()
            .describe('People, unweighted; of linked tables those found again. Protected: about so many.'),
          figures: z.record(z.string(), figure).describe('By id of the measure.'),
        }),
        z.object({ group: groupSchema, suppressed: z.literal(true) }),
      ]),
    )
    .readonly(),
})

export const readDetailsOperation = operation({
  id: 'readDetails',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/details',
  summary:
    'Detailed figures of a round: answers to single questions, spread of scores, what categories hang on.',
  description: [
    'Tiers: `answers` (item answers, missingness, sub-dimensions; one breakdown, groups of 30), `distribution` (bands of scores; one breakdown, groups of 50), ',
    '`analysis` (signals, moved thresholds, other indices; by category alone), `benchmark` (the score that hosts and migrants share), `linked` (transitions and changes of people who were linked from the wave before, and `unlinked`, the share who were not found again).',
  ].join(''),
  permission: 'aggregate.protected',
  actsAs: 'caller',
  query: z.object({
    tier: z.enum(detailTiers, `Choose among: ${detailTiers.join(', ')}.`),
    ...writtenQuestion,
  }),
  answers: { 200: { description: 'The table.', schema: named('DetailTable', detailTable) } },
  problems: ['not_found', 'details_outside_lattice', 'no_release_yet', 'release_without_details'],
})
