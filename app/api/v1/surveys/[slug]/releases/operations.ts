import { z } from 'zod'
import { named, operation, pageSchemaOf } from '@/app/api/operation'
import { pageQuerySchema } from '@/db/paging'
import type { ListedRelease } from '@/db/releases'
import { releaseReasons } from '@/lib/disclosure/release'

const listedRelease: z.ZodType<ListedRelease> = named(
  'ListedRelease',
  z.object({
    number: z.int(),
    responses: z.int().describe('That its figures come from.'),
    madeOn: z.iso.date(),
    reason: z.enum(releaseReasons).describe('What it was made for.'),
    scoringVersion: z
      .int()
      .nullable()
      .describe('The version whose scoring its figures were made by; null: the one that people were asked.'),
  }),
)

export const listReleases = operation({
  id: 'listReleases',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/releases',
  summary: 'Releases of a round, newest first. Protected figures come from the newest one.',
  permission: 'round.monitor',
  actsAs: 'caller',
  query: pageQuerySchema,
  answers: {
    200: { description: 'A page of releases.', schema: named('ReleasePage', pageSchemaOf(listedRelease)) },
  },
  problems: ['not_found'],
})
