import { withdrawResponse } from '@/db/responses'
import { respond } from '../../../../problem-response'

type Context = { readonly params: Promise<{ readonly receipt: string }> }

export async function POST(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { receipt } = await params
    await withdrawResponse({ kind: 'respondent' }, receipt)
    return { body: { withdrawn: true } }
  })
}
