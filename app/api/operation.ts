import { z } from 'zod'
import { isAllowed, type Permission } from '@/lib/permissions'
import type { ProblemCode } from '@/lib/problem'

/** What an operation gives when it works: a JSON value of a schema, or a file. */
export type DescribedAnswer =
  | { readonly description: string; readonly schema: z.ZodType }
  | { readonly description: string; readonly mediaTypes: readonly string[] }

/**
 * One call of the HTTP API: what `serve` reads a request by, and what the description at `/api/v1/openapi.json` says of it. It stands
 * in the `operations.ts` beside its `route.ts`, and in the list `app/api/operations.ts`.
 */
export type Operation = {
  /** Its name in the description, for programs that make a client of it. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With path parameters in braces: `/api/v1/surveys/{slug}`. */
  readonly path: `/api/${string}`
  readonly summary: string
  /** More about it; Markdown. */
  readonly description?: string
  /** Who may call it, as `lib/permissions.ts` has it. The `db` function that it calls decides. */
  readonly permission: Permission
  /** Whether what a manager has published is answered to anybody: the permission is then asked for all else, by the `db` function alone. */
  readonly isOpenOncePublished?: true
  /** As whom it acts: whoever calls, or always the same, so that nobody has to be known and nobody is. */
  readonly actsAs: 'caller' | 'respondent' | 'public'
  /** Of a GET that is logged, or takes answers out of the house: the page of another site must not make it in its visitor's name. */
  readonly refusesForeignPages?: true
  readonly query?: z.ZodObject
  /** A JSON body. The schema describes it; the handler, or the `db` function that it calls, reads the body by that schema. */
  readonly body?: {
    readonly schema: z.ZodType
    readonly limitKilobytes: number
    /** How deep it may be; left out, as usual. */
    readonly deepest?: number
    /** Media types of a file that may be sent instead. */
    readonly orFile?: readonly string[]
  }
  /** By HTTP status. */
  readonly answers: Readonly<Record<number, DescribedAnswer>>
  /** What the `db` function refuses. What `serve` itself refuses is added by `problemsOf`. */
  readonly problems: readonly ProblemCode[]
}

/** Keeps an operation's own types for `serve`. */
export function operation<const O extends Operation>(described: O): O {
  return described
}

/** Schemas of answers that the description gives a name to. */
export const namedSchemas = z.registry<{ readonly id: string }>()

/** Gives a schema a name in the description, under which every use of it refers to it. */
export function named<S extends z.ZodType>(id: string, schema: S): S {
  namedSchemas.add(schema, { id })
  return schema
}

/** One page of a list. */
export function pageSchemaOf<T>(item: z.ZodType<T>): z.ZodType<{ items: readonly T[]; more: string | null }> {
  return z.object({
    items: z.array(item).readonly(),
    more: z
      .string()
      .nullable()
      .describe('Cursor of the next page, to be sent as `after`; null on the last page.'),
  })
}

/** Whether anybody may call an operation, without an account. */
export function isOpenToAll({ permission }: Operation): boolean {
  return isAllowed({ kind: 'public' }, permission)
}

/** Every refusal that an operation can answer with, but for what breaks on our side. */
export function problemsOf(described: Operation): readonly ProblemCode[] {
  // Before any route is asked: see app/server/guard.ts.
  const own: ProblemCode[] = [...described.problems, 'overloaded']
  if (described.actsAs === 'caller') own.push('token_refused', 'too_many_requests')
  else if (described.method !== 'GET') own.push('sent_by_another_site')
  if (described.refusesForeignPages) own.push('sent_by_another_site')
  if (!isOpenToAll(described)) own.push('not_signed_in', 'not_allowed')
  if (described.body !== undefined)
    own.push('body_not_json', 'body_too_deep', 'body_too_large', 'request_too_slow')
  if (described.query !== undefined) own.push('input_invalid')
  return [...new Set(own)]
}
