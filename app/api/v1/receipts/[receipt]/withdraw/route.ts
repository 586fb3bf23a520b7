import { tryCode } from '@/app/code-tries'
import { withdrawResponse } from '@/db/responses'
import { respond } from '../../../../problem-response'
import { refuseForeignPages } from '../../../../read-json'

type Context = { readonly params: Promise<{ readonly receipt: string }> }

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseForeignPages(request)
    const { receipt } = await params
    await tryCode(request, () => withdrawResponse({ kind: 'respondent' }, receipt))
    return { body: { withdrawn: true } }
  })
}
