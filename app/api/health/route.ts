import { methods, serve } from '@/app/api/serve'
import { checkHealth } from '@/db/doctor'
import { readHealth } from './operations'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readHealth, async ({ actor }) => {
    try {
      await checkHealth(actor)
      return { status: 200, body: { status: 'ok' } }
    } catch {
      return { status: 503, body: { status: 'failing', failing: 'database' } }
    }
  }),
)
