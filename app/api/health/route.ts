import { methods, serve } from '@/app/api/serve'
import { checkHealth } from '@/db/health'
import { readHealth } from './operations'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readHealth, async ({ actor }) => {
    const failing = await checkHealth(actor)
    return failing === null
      ? { status: 200, body: { status: 'ok' } }
      : { status: 503, body: { status: 'failing', failing } }
  }),
)
