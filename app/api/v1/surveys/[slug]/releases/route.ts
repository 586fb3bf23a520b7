import { methods, serve } from '@/app/api/serve'
import { pageOfReleases } from '@/db/releases'
import { listReleases } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listReleases, async ({ actor, path, query }) => ({
    status: 200,
    body: await pageOfReleases(actor, path.slug, query),
  })),
)
