import { problemResponse } from '@/app/api/problem-response'
import { signedIn } from '@/app/staff-page'
import { pageResponse } from '@/app/ui/report/file-response'
import { languageLinks } from '@/app/ui/report/publication-report'
import { reportPageHtml, sentencePageHtml } from '@/app/ui/report/report-html'
import { reportStyle } from '@/app/ui/report/report-style'
import { researchWords } from '@/lib/interface/research/research-words'
import { ProblemError } from '@/lib/problem'
import { askedReport } from '../asked-report'

type Props = { readonly params: Promise<{ readonly slug: string }> }

/** The report of a round to read and to print; protected figures only. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug } = await params
  await signedIn(`/profiles/${slug}/report`)
  try {
    const { report, languages } = await askedReport(request, slug)
    const { language, say } = report.wording
    const html = reportPageHtml(
      {
        report,
        languages: languageLinks(languages, language),
        back: { address: `/profiles/${slug}`, name: say('report.back') },
        notices: [],
        files: [{ address: `/profiles/${slug}/report.pdf?language=${language}`, name: 'PDF' }],
        fileOf: null,
        isPublic: false,
      },
      reportStyle(),
    )
    return pageResponse(html, { cache: 'no-store' })
  } catch (error) {
    return error instanceof ProblemError ? refusedPage(error, slug) : problemResponse(error)
  }
}

function refusedPage({ message, status }: ProblemError, slug: string): Response {
  const back = { address: `/profiles/${slug}`, name: researchWords('en')('report.back') }
  const spoken = { language: 'en', direction: 'ltr' } as const
  const html = sentencePageHtml(spoken, 'No report', [message], [back], reportStyle())
  return pageResponse(html, { status, cache: 'no-store' })
}
