import { streamResponse } from '@/app/api/file-response'
import { methods, serve } from '@/app/api/serve'
import { exportMicrodata } from '@/db/microdata'
import { exportFileName, exportFormat } from '@/lib/interchange/export-request'
import { formatWriters } from '@/lib/interchange/format-writers'
import { exportMicrodataOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(exportMicrodataOperation, async ({ actor, path, query }) => {
    const { sensitive, text, item_scores, ...asked } = query
    const { format, microdata, about, close } = await exportMicrodata(actor, path.slug, {
      ...asked,
      includeSensitive: sensitive,
      includeText: text,
      includeItemScores: item_scores,
    })
    const file = { fileName: exportFileName(path.slug, format), contentType: exportFormat(format).mediaType }
    return { file: streamResponse(file, formatWriters[format].write(microdata, about), close) }
  }),
)
