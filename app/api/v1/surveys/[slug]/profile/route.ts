import { methods, serve } from '@/app/api/serve'
import { readProfileOrPublished } from '@/db/publications'
import { profileQuestion } from '@/lib/profile/question'
import { readProfileOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readProfileOperation, async ({ actor, path, request }) => {
    const question = profileQuestion(new URL(request.url).searchParams)
    return { status: 200, body: await readProfileOrPublished(actor, path.slug, question) }
  }),
)
