import { operation } from '@/app/api/operation'
import { exportFormats } from '@/lib/interchange/export-formats'

const mediaTypes = exportFormats.map(({ mediaType }) => mediaType)

export const downloadExportOperation = operation({
  id: 'downloadExport',
  method: 'GET',
  path: '/api/v1/surveys/{slug}/exports/{id}/file',
  summary: 'A file that is done, whole or from where a download was cut.',
  description:
    'Send `Range`, and the `ETag` of the first part as `If-Range`, as in RFC 9110. The log says so each time.',
  permission: 'microdata.export',
  actsAs: 'caller',
  refusesForeignPages: true,
  answers: {
    200: { description: 'The file.', mediaTypes },
    206: { description: 'The part that was asked for.', mediaTypes },
    416: { description: 'No byte of the file lies in the range that was asked for.', mediaTypes: [] },
  },
  problems: ['not_found', 'export_not_ready'],
})
