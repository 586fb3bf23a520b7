import { publicAddressOf } from '@/app/public-address'
import { recordAssignedForm } from '@/db/open-forms'
import { ProblemError, problem } from '@/lib/problem'
import { readyAnswer, refusalAnswer } from '../answer'
import { otherMethods } from '../other-methods'
import { recordAnswer } from '../record'
import { actorOfBasic } from '../token-actor'

/** Asked by clients before they send anything; they send their token only once it is asked for. */
export async function HEAD(request: Request): Promise<Response> {
  try {
    await actorOfBasic(request)
    return readyAnswer(addressOf(request))
  } catch (error) {
    return refusalAnswer(error)
  }
}

/** A form that was filled in, of any round in which whoever calls has a role. */
export async function POST(request: Request): Promise<Response> {
  try {
    const actor = await actorOfBasic(request)
    return await recordAnswer(request, addressOf(request), (xml, countTry) =>
      hidingOthers(recordAssignedForm(actor, xml, countTry)),
    )
  } catch (error) {
    return refusalAnswer(error)
  }
}

/** A round in which the caller has no role is not told apart from one that does not exist. */
async function hidingOthers<T>(recording: Promise<T>): Promise<T> {
  try {
    return await recording
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_allowed')
      throw problem('not_found', { what: 'round' })
    throw error
  }
}

function addressOf(request: Request): string {
  return `${publicAddressOf(request.headers)}/openrosa/submission`
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('HEAD', 'POST')
