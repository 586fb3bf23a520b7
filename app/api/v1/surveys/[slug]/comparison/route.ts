import { methods, serve } from '@/app/api/serve'
import { readComparison } from '@/db/profiles'
import { problem } from '@/lib/problem'
import { profileQuestion } from '@/lib/profile/question'
import type { Group } from '@/lib/profile/table-parts'
import { readComparisonOperation } from './operations'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  serve(readComparisonOperation, async ({ actor, path, query, request }) => {
    const question = profileQuestion(new URL(request.url).searchParams)
    const names = question.by ?? ['category']
    const groups = [groupOf(query.first, names), groupOf(query.second, names)] as const
    const comparison = await readComparison(actor, path.slug, question, groups)
    if (comparison === null) {
      const message = `The table has no two groups "${query.first}" and "${query.second}". Give one code for each of: ${names.join(', ')}.`
      throw problem('input_invalid', undefined, [{ path: 'first', code: 'group_unknown', message }])
    }
    return { status: 200, body: comparison }
  }),
)

function groupOf(codes: string, names: readonly string[]): Group {
  const parts = codes.split(',')
  return Object.fromEntries(names.map((name, place) => [name, parts[place] ?? '']))
}
