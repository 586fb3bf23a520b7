import { publicAddressOf } from '@/app/public-address'
import { readOpenForm } from '@/db/open-forms'
import { noneWhileNotOpen, refusalAnswer, xmlAnswer } from '../../answer'
import { formListXml } from '../../documents'
import { otherMethods } from '../../other-methods'

/** The forms of a round: its own, while it is open. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  try {
    const wanted = new URL(request.url).searchParams.get('formID')
    const { slug } = await params
    const forms = await noneWhileNotOpen(readOpenForm({ kind: 'respondent' }, slug).then((form) => [form]))
    return xmlAnswer(formListXml(forms, publicAddressOf(request.headers), wanted))
  } catch (error) {
    return refusalAnswer(error)
  }
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
