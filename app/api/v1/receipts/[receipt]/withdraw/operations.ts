import { z } from 'zod'
import { named, operation } from '@/app/api/operation'

export const withdraw = operation({
  id: 'withdrawResponse',
  method: 'POST',
  path: '/api/v1/receipts/{receipt}/withdraw',
  summary: 'Withdraw a response by its receipt: it is erased at once and leaves every aggregate.',
  permission: 'response.withdraw',
  actsAs: 'respondent',
  answers: {
    200: {
      description: 'It is erased.',
      schema: named('WithdrawnResponse', z.object({ withdrawn: z.literal(true) })),
    },
  },
  problems: ['receipt_not_found', 'too_many_requests', 'storage_full', 'storage_unwritable'],
})
