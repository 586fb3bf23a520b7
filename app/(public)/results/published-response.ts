import { problemResponse } from '@/app/api/problem-response'
import { dateIn } from '@/app/ui/figures/wording'
import { pageResponse } from '@/app/ui/report/file-response'
import { askedLanguage } from '@/app/ui/report/publication-report'
import { sentencePageHtml } from '@/app/ui/report/report-html'
import { reportStyle } from '@/app/ui/report/report-style'
import { readPublishedFile } from '@/db/published-files'
import { readStanding } from '@/db/standing-publications'
import { researchWords } from '@/lib/interface/research/research-words'
import { ProblemError } from '@/lib/problem'
import { anybody, pageOf } from './published-files'

/** A page may be kept for five minutes: a withdrawal must be seen soon. */
export const publicCache = 'public, max-age=300'

/** A published version as a page, or the page that says why there is none. */
export async function publishedResponse(request: Request, slug: string, version?: number): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('language')
  try {
    const standing = await readStanding(anybody, slug, version)
    const page = pageOf(standing, askedLanguage(standing.languages, asked))
    const html = await readPublishedFile(anybody, slug, standing.version, page)
    return pageResponse(new Uint8Array(html), { cache: publicCache })
  } catch (error) {
    return refusedPage(error, slug)
  }
}

/** The number in `v12`; null for what names no version. */
export function versionIn(name: string): number | null {
  const [, number] = /^v([1-9]\d{0,5})$/.exec(name) ?? []
  return number === undefined ? null : Number(number)
}

/** In English: of what is not there nobody knows in which language it would be. */
function refusedPage(error: unknown, slug: string): Response {
  if (!(error instanceof ProblemError)) return problemResponse(error)
  const say = researchWords('en')
  const { version = '', date = '' } = error.params
  const sentence =
    error.code === 'publication_withdrawn'
      ? say('public.withdrawn', { version, date: dateIn('en')(String(date)) })
      : say('public.missing')
  const links =
    error.code === 'publication_withdrawn'
      ? [{ address: `/results/${slug}`, name: say('public.heading') }]
      : []
  const html = sentencePageHtml(
    { language: 'en', direction: 'ltr' },
    say('public.heading'),
    [sentence],
    links,
    reportStyle(),
  )
  return pageResponse(html, { status: error.status, cache: 'no-cache' })
}
