import { methods, serve } from '@/app/api/serve'
import { cancelExport } from '@/db/exports'
import { cancelExportOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(cancelExportOperation, async ({ actor, path }) => {
    await cancelExport(actor, path.slug, path.id)
    return { status: 200, body: { id: path.id } }
  }),
)
