import { problemResponse } from '@/app/api/problem-response'
import { fileResponse } from '@/app/ui/report/file-response'
import { reportPdf } from '@/app/ui/report/pdf'
import { documentOf } from '@/app/ui/report/report-document'
import { askedReport } from '../asked-report'

type Props = { readonly params: Promise<{ readonly slug: string }> }

/** The report of a round as PDF; protected figures only. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug } = await params
  try {
    const { report } = await askedReport(request, slug)
    return fileResponse(new Uint8Array(reportPdf(documentOf(report))), {
      name: `${slug}-report-${report.wording.language}.pdf`,
      mediaType: 'application/pdf',
      cache: 'no-store',
    })
  } catch (error) {
    return problemResponse(error)
  }
}
