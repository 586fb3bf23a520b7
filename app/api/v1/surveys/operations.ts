import { z } from 'zod'
import { named, operation, pageSchemaOf } from '@/app/api/operation'
import { pageQuerySchema } from '@/db/paging'
import type { ListedRound } from '@/db/round-list'

const listedRound: z.ZodType<ListedRound> = named(
  'ListedRound',
  z.object({
    slug: z.string(),
    title: z.string(),
    organisation: z.string().describe('Who asks; empty where nobody has said.'),
    questionnaire: z.object({ id: z.string(), version: z.int() }),
    scoringVersion: z
      .int()
      .nullable()
      .describe('The version whose scoring its answers are scored by; null: the one that people are asked.'),
    wave: z.int(),
    sampleDesign: z.enum(['probability', 'non_probability']),
    isSynthetic: z.boolean().describe('The answers are made up, for show.'),
    state: z.enum(['draft', 'open', 'closed']),
    createdOn: z.iso.date(),
    openedOn: z.iso.date().nullable(),
    closedOn: z.iso.date().nullable(),
    keptUntil: z.iso.date().nullable().describe('Last day on which single answers are kept.'),
    responses: z
      .int()
      .nullable()
      .describe('Accepted and not withdrawn; null for people who may not watch the round fill.'),
    release: z
      .int()
      .nullable()
      .describe(
        'Number of the newest release; null before the first, and for people who may not read figures.',
      ),
  }),
)

export const listRounds = operation({
  id: 'listSurveys',
  method: 'GET',
  path: '/api/v1/surveys',
  summary: 'Survey rounds that the caller has a role in, newest first.',
  permission: 'round.read',
  actsAs: 'caller',
  query: pageQuerySchema,
  answers: {
    200: { description: 'A page of rounds.', schema: named('SurveyPage', pageSchemaOf(listedRound)) },
  },
  problems: [],
})
