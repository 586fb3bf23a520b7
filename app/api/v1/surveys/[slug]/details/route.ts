import { methods, serve } from '@/app/api/serve'
import { readDetails } from '@/db/details'
import { problem } from '@/lib/problem'
import { profileQuestion } from '@/lib/profile/question'
import { readDetailsOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readDetailsOperation, async ({ actor, path, query, request }) => {
    const { by = [], where, exact } = profileQuestion(new URL(request.url).searchParams)
    const [table] = await readDetails(actor, path.slug, [{ tier: query.tier, by, where }], { exact })
    if (table === undefined) throw problem('not_found', { what: 'table' })
    return { status: 200, body: table }
  }),
)
