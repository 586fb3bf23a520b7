import { neutralPage } from '../leave'

const nothingIsKept = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

/** What stands in a browser's history where a survey stood before somebody left it: the way to the neutral page. */
export function GET(): Response {
  return new Response(null, { status: 302, headers: { ...nothingIsKept, location: neutralPage } })
}

/** Asked by a page that is being left: the browser forgets the files of the survey that it has in its own cache. */
export function POST(): Response {
  return new Response(null, { status: 204, headers: { ...nothingIsKept, 'clear-site-data': '"cache"' } })
}
