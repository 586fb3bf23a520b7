import { z } from 'zod'
import { named, operation, pageSchemaOf } from '@/app/api/operation'
import { pageQuerySchema } from '@/db/paging'
import type { ListedWeighting } from '@/db/weightings'

const listedWeighting: z.ZodType<ListedWeighting> = named(
  'ListedWeighting',
  z.object({
    id: z.string(),
    title: z.string(),
    method: z
      .enum(['design', 'poststratification', 'raking'])
      .describe('`design`: as supplied; others are fitted anew at each release.'),
    margins: z
      .array(
        z.object({
          breakdowns: z.array(z.string()).readonly(),
          categories: z
            .array(
              z.object({
                cells: z
                  .array(z.string())
                  .readonly()
                  .describe('Bands that are joined; of a cross, `a18_24*woman`.'),
                population: z.number().describe('A share, a percentage or a number of people.'),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    trimming: z
      .object({ lower: z.number().nullable(), upper: z.number().nullable() })
      .nullable()
      .describe('Limits of weights, as multiples of the mean weight.'),
    upon: z
      .object({ id: z.string(), title: z.string() })
      .nullable()
      .describe('The design weights under fitted ones.'),
    madeOn: z.iso.date(),
    madeBy: z
      .object({
        role: z
          .enum(['manager', 'researcher', 'operator', 'former'])
          .describe(
            'Held in the round now. `operator`: on the command line. `former`: holds no such role any more.',
          ),
        email: z.string().nullable().describe('For managers, and of what one has made oneself; else null.'),
      })
      .describe('Who made it.'),
    isInUse: z.boolean(),
  }),
)

export const listWeightingsOperation = operation({
  id: 'listWeightings',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/weightings',
  summary: 'Every way in which people of a round were to be weighted, newest first, with its margins.',
  description: 'Nothing of who answered: the weights themselves are read by managers with single answers.',
  permission: 'weighting.propose',
  actsAs: 'caller',
  query: pageQuerySchema,
  answers: {
    200: {
      description: 'A page of weightings.',
      schema: named('WeightingPage', pageSchemaOf(listedWeighting)),
    },
  },
  problems: ['not_found'],
})
