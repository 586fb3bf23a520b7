import { readProfile } from '@/db/profiles'
import { profileQuestion } from '@/lib/profile/question'
import { currentActor } from '../../../../../session'
import { respond } from '../../../../problem-response'

type Context = { readonly params: Promise<{ readonly slug: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { slug } = await params
    const question = profileQuestion(new URL(request.url).searchParams)
    return { body: await readProfile(await currentActor(), slug, question) }
  })
}
