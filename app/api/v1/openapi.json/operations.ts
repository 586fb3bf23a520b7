import { z } from 'zod'
import { named, operation } from '@/app/api/operation'

export const readDescription = operation({
  id: 'readDescription',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This description.',
  permission: 'session.start',
  actsAs: 'public',
  answers: {
    200: {
      description: 'OpenAPI 3.1.',
      schema: named(
        'Description',
        z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
      ),
    },
  },
  problems: [],
})
