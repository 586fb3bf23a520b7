import { xmlAnswer } from '../../answer'
import { manifestXml } from '../../documents'
import { otherMethods } from '../../other-methods'

/** The files of a form: none, whichever it is. */
export async function GET(): Promise<Response> {
  return xmlAnswer(manifestXml())
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
