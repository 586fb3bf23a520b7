import { publishedResponse } from '../published-response'

type Props = { readonly params: Promise<{ readonly slug: string }> }

/** The newest published results of a round. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  return publishedResponse(request, (await params).slug)
}
