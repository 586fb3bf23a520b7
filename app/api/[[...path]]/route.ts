import { problemResponse } from '@/app/api/problem-response'
import { problem } from '@/lib/problem'

/** Every address under `/api` that is none of the others: programs get problem+json here too, not a page. */
async function nothingHere(): Promise<Response> {
  return problemResponse(problem('not_found', { what: 'address' }))
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
