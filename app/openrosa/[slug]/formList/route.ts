import { publicAddressOf } from '@/app/public-address'
import { readOpenForm } from '@/db/open-forms'
import { ProblemError } from '@/lib/problem'
import { refusalAnswer, xmlAnswer } from '../../answer'
import { formListXml } from '../../documents'
import { otherMethods } from '../../other-methods'

/** The forms of a round: its own, while it is open. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  try {
    const wanted = new URL(request.url).searchParams.get('formID')
    const forms = await formsOf((await params).slug)
    return xmlAnswer(formListXml(forms, publicAddressOf(request.headers), wanted))
  } catch (error) {
    return refusalAnswer(error)
  }
}

/** None of a round that is not open: clients show an empty list, and keep what they have not sent yet. */
async function formsOf(slug: string) {
  try {
    return [await readOpenForm({ kind: 'respondent' }, slug)]
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'round_not_open') return []
    throw error
  }
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
