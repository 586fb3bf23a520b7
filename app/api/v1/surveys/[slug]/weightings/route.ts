import { methods, serve } from '@/app/api/serve'
import { pageOfWeightings } from '@/db/weightings'
import { listWeightingsOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listWeightingsOperation, async ({ actor, path, query }) => ({
    status: 200,
    body: await pageOfWeightings(actor, path.slug, query),
  })),
)
