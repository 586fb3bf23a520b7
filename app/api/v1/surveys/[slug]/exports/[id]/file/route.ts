import { partResponse } from '@/app/api/file-response'
import { methods, serve } from '@/app/api/serve'
import { openExport } from '@/db/exports'
import { downloadExportOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(downloadExportOperation, async ({ actor, path, request: { headers } }) => {
    const file = await openExport(actor, path.slug, path.id)
    const wanted = { range: headers.get('range'), ifRange: headers.get('if-range') }
    return { file: partResponse(file, wanted) }
  }),
)
