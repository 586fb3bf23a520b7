import { publicAddressOf } from '@/app/public-address'
import { recordForm } from '@/db/open-forms'
import { readyAnswer } from '../../answer'
import { openRosaAddress } from '../../documents'
import { otherMethods } from '../../other-methods'
import { recordAnswer } from '../../record'

type Context = { params: Promise<{ slug: string }> }

/** Asked by clients before they send anything. Whether the round is open, they hear when they send. */
export async function HEAD(request: Request, { params }: Context): Promise<Response> {
  return readyAnswer(addressOf(request, (await params).slug))
}

/** A form that was filled in. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  return recordAnswer(request, addressOf(request, slug), (xml, countTry) =>
    recordForm({ kind: 'respondent' }, slug, xml, countTry),
  )
}

function addressOf(request: Request, slug: string): string {
  return `${openRosaAddress(publicAddressOf(request.headers), slug)}/submission`
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('HEAD', 'POST')
