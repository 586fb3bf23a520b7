import type { z } from 'zod'
import { authorise } from '@/db/authorise'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { callingActor } from '../session'
import type { Operation } from './operation'
import { problemResponse } from './problem-response'
import { readBytes } from './read-bytes'
import { readJson, refuseForeignPages } from './read-json'
import { readQuery } from './read-query'

const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Verb = (typeof verbs)[number]

type Context = { readonly params: Promise<Readonly<Record<string, string>>> }
type Endpoint = (request: Request, context: Context) => Promise<Response>

type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never

/** A request, read by its operation. */
type CallOf<O extends Operation> = {
  readonly actor: Actor
  /** The parameters in the path. */
  readonly path: Readonly<Record<ParametersOf<O['path']>, string>>
  readonly query: O['query'] extends z.ZodObject ? z.output<O['query']> : Readonly<Record<never, never>>
  /** JSON as it came, still to be read by the operation's schema; undefined where the operation takes none. */
  readonly readBody: () => Promise<unknown>
  /** The file that was sent instead of JSON; null when it was JSON, or the operation takes no file. */
  readonly readFile: () => Promise<Uint8Array | null>
  readonly request: Request
}

type AnswerOf<O extends Operation> = {
  [Status in keyof O['answers']]: O['answers'][Status] extends { readonly schema: infer S extends z.ZodType }
    ? { readonly status: Status; readonly body: z.output<S> }
    : never
}[keyof O['answers']]

type Served = { readonly method: Operation['method']; readonly endpoint: Endpoint }

/**
 * An operation with what it does: reads who calls, path and query, and the body when it is asked for; gives the value as JSON or the
 * refusal as problem+json.
 *
 * @param answerTo calls one `db` function and gives status and body, or a file that is not JSON
 */
export function serve<const O extends Operation, const A extends AnswerOf<O>>(
  operation: O,
  answerTo: (call: CallOf<O>) => Promise<A | { readonly file: Response }>,
): Served {
  const endpoint: Endpoint = async (request, { params }) => {
    try {
      const actor = await actorOf(operation, request)
      // The names come from the folders of the route, which a test holds to the operation's path.
      const path = (await params) as CallOf<O>['path']
      const query = (
        operation.query === undefined ? {} : readQuery(operation.query, new URL(request.url).searchParams)
      ) as CallOf<O>['query']
      const { body } = operation
      const readBody = async () =>
        body === undefined ? undefined : readJson(request, body.limitKilobytes, body.deepest)
      const readFile = async () => (body?.orFile === undefined ? null : readFileOf(request, body))
      const answer = await answerTo({ actor, path, query, readBody, readFile, request })
      if ('file' in answer) return answer.file
      return Response.json(answer.body, {
        status: Number(answer.status),
        headers: { 'cache-control': 'no-store' },
      })
    } catch (error) {
      return problemResponse(error)
    }
  }
  return { method: operation.method, endpoint }
}

async function readFileOf(
  request: Request,
  { orFile = [], limitKilobytes }: NonNullable<Operation['body']>,
): Promise<Uint8Array | null> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!orFile.includes(mediaType)) return null
  const bytes = await readBytes(request, limitKilobytes * 1024)
  if (bytes === null) throw problem('body_too_large', { limitKilobytes })
  return bytes
}

/**
 * What a `route.ts` exports: each served operation under its method, HEAD where there is a GET, OPTIONS, and a refusal under every
 * other method.
 */
export function methods(...served: readonly Served[]): Readonly<Record<Verb, Endpoint>> {
  const endpoints = new Map<Verb, Endpoint>(served.map(({ method, endpoint }) => [method, endpoint]))
  const get = endpoints.get('GET')
  // The server leaves the body out.
  if (get !== undefined) endpoints.set('HEAD', get)
  const allow = [...endpoints.keys(), 'OPTIONS'].join(', ')
  endpoints.set('OPTIONS', async () => new Response(null, { status: 204, headers: { allow } }))
  const refuse: Endpoint = async ({ method }) =>
    problemResponse(problem('method_not_allowed', { method, allow }))
  return Object.fromEntries(verbs.map((verb) => [verb, endpoints.get(verb) ?? refuse])) as Record<
    Verb,
    Endpoint
  >
}

/** Whoever may not call it in any round is told so before a body is read; the `db` function asks again, about this round. */
async function actorOf(operation: Operation, request: Request): Promise<Actor> {
  if (operation.refusesForeignPages) refuseForeignPages(request)
  if (operation.actsAs === 'caller') {
    const actor = await callingActor(request)
    if (operation.isOpenOncePublished !== true) authorise(actor, operation.permission)
    return actor
  }
  if (operation.method !== 'GET') refuseForeignPages(request)
  return { kind: operation.actsAs }
}
