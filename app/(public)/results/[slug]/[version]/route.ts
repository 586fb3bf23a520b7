import { publishedResponse, versionIn } from '../../published-response'

type Props = { readonly params: Promise<{ readonly slug: string; readonly version: string }> }

/** One version of the published results of a round: the same for as long as it stands. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { slug, version } = await params
  // No version is 0: what names none is answered as one that is not there.
  return publishedResponse(request, slug, versionIn(version) ?? 0)
}
