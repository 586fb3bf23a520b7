import type { z } from 'zod'
import { problem } from '@/lib/problem'
import type { Problem } from '@/lib/result'

/**
 * What stands behind the question mark of an address, read by a schema. A parameter given once is text, one given more often a list.
 *
 * @throws input_invalid naming each parameter at fault; one that a strict schema does not know is refused, since a slip in its name
 *   would otherwise pass as if it had been left out
 */
export function readQuery<S extends z.ZodObject>(schema: S, search: URLSearchParams): z.output<S> {
  const given = [...new Set(search.keys())].map((name) => {
    const [first, ...others] = search.getAll(name)
    return [name, others.length === 0 ? first : [first, ...others]]
  })
  const read = schema.safeParse(Object.fromEntries(given))
  if (read.success) return read.data
  const known = Object.keys(schema.shape).join(', ')
  const problems = read.error.issues.flatMap((issue): readonly Problem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((path) => ({
          path,
          code: 'unknown_parameter',
          message: `There is no such parameter here. There are: ${known}.`,
        }))
      : [{ path: issue.path.join('.'), code: issue.code, message: issue.message }],
  )
  throw problem('input_invalid', undefined, problems)
}
