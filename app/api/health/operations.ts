import { z } from 'zod'
import { named, operation } from '@/app/api/operation'
import { healthParts } from '@/db/health'

export const readHealth = operation({
  id: 'readHealth',
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the server works.',
  permission: 'session.start',
  actsAs: 'public',
  answers: {
    200: { description: 'It does.', schema: named('Healthy', z.object({ status: z.literal('ok') })) },
    503: {
      description: 'A part of it does not.',
      schema: named('Failing', z.object({ status: z.literal('failing'), failing: z.enum(healthParts) })),
    },
  },
  problems: [],
})
