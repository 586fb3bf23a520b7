import { publicAddressOf } from '@/app/public-address'
import { readOpenFormFiles } from '@/db/open-forms'
import { noneWhileNotOpen, refusalAnswer, xmlAnswer } from '../../answer'
import { manifestXml } from '../../documents'
import { otherMethods } from '../../other-methods'

/** The recordings and pictures of the form of a round, while it is open. They come from where the pages of the round have them. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  try {
    const { slug } = await params
    const files = await noneWhileNotOpen(readOpenFormFiles({ kind: 'respondent' }, slug))
    return xmlAnswer(
      manifestXml(files, `${publicAddressOf(request.headers)}/s/${encodeURIComponent(slug)}/media`),
    )
  } catch (error) {
    return refusalAnswer(error)
  }
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
