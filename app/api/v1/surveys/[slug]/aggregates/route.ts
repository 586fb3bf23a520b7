import { streamResponse } from '@/app/api/file-response'
import { methods, serve } from '@/app/api/serve'
import { readAggregates } from '@/db/aggregates'
import { exportFormats } from '@/lib/interchange/export-formats'
import { tableWriters } from '@/lib/interchange/format-writers'
import { profileQuestion } from '@/lib/profile/question'
import { readAggregatesOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readAggregatesOperation, async ({ actor, path, query, request }) => {
    const { exact: _never, ...question } = profileQuestion(new URL(request.url).searchParams)
    const { format, table: kind, language } = query
    const table = await readAggregates(actor, path.slug, kind, question, language)
    const known = exportFormats.find(({ id }) => id === format)
    const file = {
      fileName: `${table.name}.${known?.extension ?? format}`,
      contentType: known?.mediaType ?? 'application/octet-stream',
    }
    return { file: streamResponse(file, tableWriters[format](table)) }
  }),
)
