import { z } from 'zod'
import { operation } from '@/app/api/operation'
import { aggregateKinds } from '@/db/aggregates'
import { exportFormats, tableFormatIds } from '@/lib/interchange/export-formats'
import { writtenQuestion } from '../profile/written-question'

export const readAggregatesOperation = operation({
  id: 'readAggregates',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/aggregates',
  summary: 'Protected figures of a round as a file: a line for each figure of each group.',
  description:
    'Each line also says where the figure comes from (`source`), of what `sample`, by which weights (`weighting`) and whether people are made up (`synthetic`).',
  permission: 'aggregate.protected',
  actsAs: 'caller',
  query: z.object({
    format: z.enum(tableFormatIds, `Choose a format: ${tableFormatIds.join(', ')}.`).describe('Of the file.'),
    table: z
      .enum(aggregateKinds, `Choose among: ${aggregateKinds.join(', ')}.`)
      .default('profile')
      .describe('The profile, or the detailed figures of a tier.'),
    by: writtenQuestion.by,
    where: writtenQuestion.where,
    language: z.string().max(35).optional().describe('Of labels and of the source; English when left out.'),
  }),
  answers: {
    200: {
      description: 'The file.',
      mediaTypes: exportFormats.flatMap(({ hasRows, mediaType }) => (hasRows ? [mediaType] : [])),
    },
  },
  problems: [
    'not_found',
    'breakdowns_outside_lattice',
    'details_outside_lattice',
    'no_release_yet',
    'release_without_details',
  ],
})
