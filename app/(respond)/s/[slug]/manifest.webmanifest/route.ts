import { sayIn } from '@/lib/interface/message'
import { messagesIn } from '@/lib/interface/messages'
import { directionOf } from '@/lib/questionnaire/language'
import { surveyAt } from '../survey-on-page'

/**
 * Lets a tablet put the survey on its home screen. The name is as neutral as the title of the page: an icon on a phone must
 * not say what was asked.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params
  const { language } = await surveyAt(slug, [], request.headers.get('accept-language'))
  const name = sayIn(language, messagesIn(language))('page.title')
  const icon = (size: number, purpose: string) => ({
    src: `/respondent-files/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  })
  return Response.json(
    {
      id: `/s/${slug}`,
      name,
      short_name: name,
      lang: language,
      dir: directionOf(language),
      start_url: `/s/${slug}`,
      scope: '/s/',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#0b5c6b',
      icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
    },
    { headers: { 'content-type': 'application/manifest+json' } },
  )
}
