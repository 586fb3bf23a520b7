import { problemResponse } from '@/app/api/problem-response'
import { publicAddress } from '@/app/public-address'
import { currentActor } from '@/app/session'
import { pageResponse } from '@/app/ui/report/file-response'
import { askedLanguage, publicationPage } from '@/app/ui/report/publication-report'
import { reportPageHtml } from '@/app/ui/report/report-html'
import { reportStyle } from '@/app/ui/report/report-style'
import { draftPublication } from '@/db/publications'
import { withAddress } from '../cited-address'

type Props = { readonly params: Promise<{ readonly slug: string }> }

/** The public page as it would be, but for its files: for managers before they publish. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug } = await params
  try {
    const draft = await draftPublication(await currentActor(), slug)
    const language = askedLanguage(draft.languages, new URL(request.url).searchParams.get('language'))
    const madeOn = draft.figures.profile.generatedAt
    const address = `${await publicAddress()}/results/${slug}`
    const citation = withAddress(draft.citation, address, draft.version)
    const page = publicationPage({ ...draft, madeOn, citation, licence: '' }, language, {
      base: null,
      newest: draft.version,
    })
    const back = { address: `/rounds/${slug}/publish`, name: 'Back to publishing', language: 'en' }
    return pageResponse(reportPageHtml({ ...page, back }, reportStyle()), { cache: 'no-store' })
  } catch (error) {
    return problemResponse(error)
  }
}
