import { methods, serve } from '@/app/api/serve'
import { pageOfRounds } from '@/db/round-list'
import { listRounds } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listRounds, async ({ actor, query }) => ({ status: 200, body: await pageOfRounds(actor, query) })),
)
