import { methods, serve } from '@/app/api/serve'
import { scoreAnew } from '@/db/score-anew'
import { scoreAnewOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(scoreAnewOperation, async ({ actor, path, readBody }) => ({
    status: 200,
    body: await scoreAnew(actor, path.slug, await readBody()),
  })),
)
