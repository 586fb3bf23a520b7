import { z } from 'zod'
import { named, operation } from '@/app/api/operation'

export const cancelExportOperation = operation({
  id: 'cancelExport',
  method: 'DELETE',
  path: '/api/v1/surveys/{slug}/exports/{id}',
  summary: 'Stops writing a file, or removes one that is done.',
  permission: 'microdata.export',
  actsAs: 'caller',
  answers: {
    200: {
      description: 'Nothing of it is kept.',
      schema: named('CancelledExport', z.object({ id: z.string() })),
    },
  },
  problems: ['not_found'],
})
