import { publicAddressOf } from '@/app/public-address'
import { listOpenForms } from '@/db/open-forms'
import { refusalAnswer, xmlAnswer } from '../answer'
import { formListXml } from '../documents'
import { otherMethods } from '../other-methods'
import { actorOfBasic } from '../token-actor'

/** The forms of every open round in which whoever calls has a role. */
export async function GET(request: Request): Promise<Response> {
  try {
    const forms = await listOpenForms(await actorOfBasic(request))
    const wanted = new URL(request.url).searchParams.get('formID')
    return xmlAnswer(formListXml(forms, publicAddressOf(request.headers), wanted))
  } catch (error) {
    return refusalAnswer(error)
  }
}

export { GET as HEAD }
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'HEAD')
