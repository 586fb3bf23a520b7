import { isRoundOpen } from '@/db/open-surveys'
import { respondent } from '../send-answers'

/** Whether answers are still taken, for a page that has been open for a while: 204, or 410. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params
  return new Response(null, { status: (await isRoundOpen(respondent, slug)) ? 204 : 410 })
}
