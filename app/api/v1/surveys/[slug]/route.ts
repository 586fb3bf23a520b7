import { readOpenSurvey } from '@/db/open-surveys'
import { respond } from '../../../problem-response'

type Context = { readonly params: Promise<{ readonly slug: string }> }

export async function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { slug } = await params
    return { body: await readOpenSurvey({ kind: 'public' }, slug) }
  })
}
