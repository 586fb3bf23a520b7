import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import type { Comparison, Difference } from '@/lib/profile/difference'
import { cellSchema, intervalSchema, noFigureSchema } from '../profile/profile-schema'
import { writtenQuestion } from '../profile/written-question'

const differenceParts = {
  difference: z.number().nullable().describe('First less second, on the scale of the figures.'),
  se: z.number().nullable(),
  ci: intervalSchema.nullable(),
  reason: noFigureSchema.nullable(),
  isClear: z.boolean().nullable().describe('Whether the 95 % interval leaves out zero.'),
}
const difference: z.ZodType<Difference> = named('Difference', z.object(differenceParts))

const comparison: z.ZodType<Comparison> = z.object({
  first: cellSchema,
  second: cellSchema,
  overall: difference,
  dimensions: z.record(
    z.string(),
    z.object({
      ...differenceParts,
      deprived: difference.nullable().describe('Of the shares of people deprived.'),
    }),
  ),
  H: difference.nullable().describe('Of the headcount ratios.'),
})

const group = z
  .string()
  .min(1)
  .describe('Codes of a group in the order of `by`, parted by commas, such as `victim,woman`.')

export const readComparisonOperation = operation({
  id: 'readComparison',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/comparison',
  summary: 'Two groups of a table side by side: how far apart they are, and whether that is clear.',
  permission: 'aggregate.protected',
  actsAs: 'caller',
  query: z.object({
    first: group,
    second: group.describe(
      'Another group, written as the first. A group is not compared with itself: 422 names `second`.',
    ),
    ...writtenQuestion,
  }),
  answers: { 200: { description: 'The comparison.', schema: named('Comparison', comparison) } },
  problems: ['not_found', 'input_invalid', 'breakdowns_outside_lattice', 'no_release_yet'],
})
