import { methods, serve } from '@/app/api/serve'
import { readReliability } from '@/db/reliability'
import { readReliabilityOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readReliabilityOperation, async ({ actor, path, query }) => ({
    status: 200,
    body: { scales: await readReliability(actor, path.slug, { exact: query.exact === 'true' }) },
  })),
)
