import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { profileSchema } from './profile-schema'
import { writtenQuestion } from './written-question'

export const readProfileOperation = operation({
  id: 'readProfile',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/profile',
  summary: 'The profile of a round: scores, deprivation and poverty of groups, disclosure rules applied.',
  description: 'A cell of too few people carries `group` and `suppressed: true` and nothing else.',
  permission: 'aggregate.protected',
  actsAs: 'caller',
  query: z.object(writtenQuestion),
  answers: { 200: { description: 'The profile.', schema: named('Profile', profileSchema) } },
  problems: ['not_found', 'breakdowns_outside_lattice', 'no_release_yet'],
})
