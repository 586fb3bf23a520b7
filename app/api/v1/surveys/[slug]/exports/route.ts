import { methods, serve } from '@/app/api/serve'
import { listExports, requestExport } from '@/db/exports'
import { listExportsOperation, requestExportOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(listExportsOperation, async ({ actor, path }) => ({
    status: 200,
    body: { files: await listExports(actor, path.slug) },
  })),
  serve(requestExportOperation, async ({ actor, path, readBody }) => ({
    status: 201,
    body: await requestExport(actor, path.slug, await readBody()),
  })),
)
