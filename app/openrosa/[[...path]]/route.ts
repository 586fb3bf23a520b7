import { problem } from '@/lib/problem'
import { refusalAnswer } from '../answer'

/** Every address under `/openrosa` that is none of the others: clients show a sentence here too. */
async function nothingHere(): Promise<Response> {
  return refusalAnswer(problem('not_found', { what: 'address' }))
}

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as HEAD,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
}
