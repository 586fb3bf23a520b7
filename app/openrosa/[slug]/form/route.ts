import { readOpenForm } from '@/db/open-forms'
import { refusalAnswer, xmlAnswer } from '../../answer'
import { otherMethods } from '../../other-methods'

/** The form of an open round. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  try {
    const { xml } = await readOpenForm({ kind: 'respondent' }, (await params).slug)
    return xmlAnswer(xml)
  } catch (error) {
    return refusalAnswer(error)
  }
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
