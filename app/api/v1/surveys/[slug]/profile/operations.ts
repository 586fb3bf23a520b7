import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { profileSchema } from './profile-schema'
import { writtenQuestion } from './written-question'

export const readProfileOperation = operation({
  id: 'readProfile',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/profile',
  summary: 'The profile of a round: scores, deprivation and poverty of groups, disclosure rules applied.',
  description:
    'A cell of too few people carries `group` and `suppressed: true` and nothing else. Whoever has no role in the round gets the published profile, as it was when it was published, where `by` and `where` are those of it (left out: by category); for all else they are refused.',
  permission: 'aggregate.protected',
  isOpenOncePublished: true,
  actsAs: 'caller',
  query: z.object(writtenQuestion),
  answers: { 200: { description: 'The profile.', schema: named('Profile', profileSchema) } },
  problems: ['not_found', 'breakdowns_outside_lattice', 'no_release_yet'],
})
