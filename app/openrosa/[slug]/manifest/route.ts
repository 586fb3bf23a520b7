import { xmlAnswer } from '../../answer'
import { manifestXml } from '../../documents'

/** The files of a form: none, whichever it is. */
export async function GET(): Promise<Response> {
  return xmlAnswer(manifestXml())
}

export { GET as HEAD }
