import { z } from 'zod'
import { isAllowed, type Permission, staffRoles } from '@/lib/permissions'
import { type ProblemCode, problemCatalogue, sentencePattern } from '@/lib/problem'
import { isOpenToAll, named, namedSchemas, type Operation, problemsOf } from './operation'
import { titles } from './problem-response'

type Json = Readonly<Record<string, unknown>>

named(
  'Problem',
  z.object({
    type: z.string().describe('`urn:foothold:problem:` and a code that does not change.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do, in English.'),
    instance: z.string().optional().describe('Reference number of something that broke on our side.'),
    errors: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .describe('Each field, row or item at fault.'),
  }),
)

/** What path parameters mean; a parameter of one name means the same in every path. */
const pathParameters: Readonly<Record<string, string>> = {
  slug: 'Address of the round, as in its link: the SLUG of `/s/SLUG`.',
  questionnaire: 'Id of the questionnaire.',
  id: 'Id of a file that was asked for.',
  receipt: 'Receipt of the response; hyphens, spaces and lower case do not matter.',
}

const about = `Foothold asks migrants how they are doing and gives protected figures.

Programs sign in with a personal access token, made on the page "Access tokens" of an account: \`Authorization: Bearer TOKEN\`. A token is for one role, and for one round or every round in which the account holds that role.

Lists come in pages. \`more\` is the cursor of the next page, to be sent as \`after\`, and null on the last page.

Every refusal is \`application/problem+json\` (RFC 9457). \`type\` names the problem and does not change; \`detail\` says what to do. Answers may grow: take no notice of fields that you do not know.`

/**
 * The API as OpenAPI 3.1, made from the schemas that requests are read by, the table of permissions and the catalogue of problems.
 *
 * @param operations every operation, each once
 */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {}
    methods[operation.method.toLowerCase()] = operationObjectOf(operation)
    paths[operation.path] = methods
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Foothold', version: '1', description: about },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: namedSchemasAsJson(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal access token.' },
      },
    },
  }
}

function operationObjectOf(operation: Operation): Json {
  const { id, summary, description, permission, query, body } = operation
  const parameters = [
    ...pathParametersOf(operation),
    ...(query === undefined ? [] : queryParametersOf(query)),
  ]
  return {
    operationId: id,
    summary,
    description: [description, callersInWords(operation)].filter((part) => part !== undefined).join('\n\n'),
    'x-permission': permission,
    // An empty list says that nothing is needed.
    security: isOpenToAll(operation)
      ? []
      : [...(operation.isOpenOncePublished === true ? [{}] : []), { token: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: {
        required: true,
        description: `At most ${body.limitKilobytes} kB.`,
        content: {
          'application/json': { schema: asJson(body.schema) },
          ...Object.fromEntries((body.orFile ?? []).map((mediaType) => [mediaType, {}])),
        },
      },
    }),
    responses: { ...answersOf(operation), ...refusalsOf(operation) },
  }
}

function callersInWords(operation: Operation): string {
  if (isOpenToAll(operation)) {
    return operation.actsAs === 'caller'
      ? 'Open to all.'
      : 'Open to all; an access token is not looked at, so that nobody has to be known.'
  }
  const published =
    operation.isOpenOncePublished === true ? ' What a manager of the round has published: open to all.' : ''
  return `For: ${rolesOf(operation.permission).join(', ')}.${published}`
}

function rolesOf(permission: Permission): readonly string[] {
  return staffRoles
    .filter((role) =>
      isAllowed(
        { kind: 'staff', accountId: '', sessionId: null, email: '', grants: [{ role, roundId: null }] },
        permission,
      ),
    )
    .map((role) => (role === 'administrator' ? 'administrators' : `${role}s of the round`))
}

function pathParametersOf({ path }: Operation): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: pathParameters[name] ?? missingParameter(name),
    schema: { type: 'string' },
  }))
}

function missingParameter(name: string): never {
  throw new Error(`The path parameter "${name}" is not described. Describe it in app/api/openapi.ts.`)
}

function queryParametersOf(query: z.ZodObject): readonly Json[] {
  return Object.entries(query.shape).map(([name, schema]) => {
    const { description, ...rest } = asJson(schema)
    return {
      name,
      in: 'query',
      required: false,
      ...(description !== undefined && { description }),
      schema: rest,
    }
  })
}

function answersOf({ answers }: Operation): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      {
        description: answer.description,
        content:
          'schema' in answer
            ? { 'application/json': { schema: answerSchema(answer.schema) } }
            : Object.fromEntries(
                answer.mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
              ),
      },
    ]),
  )
}

function answerSchema(schema: z.ZodType): Json {
  const name = namedSchemas.get(schema)?.id
  return name === undefined ? missingName() : { $ref: referenceTo(name) }
}

function missingName(): never {
  throw new Error('An answer has a schema without a name. Give it one with `named`.')
}

function refusalsOf(operation: Operation): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of [...problemsOf(operation), 'unexpected' as const]) {
    const { status } = problemCatalogue[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: [titles[status] ?? 'Refused', ...codes.map(problemLine)].join('\n\n'),
        ...(status === 401 && {
          headers: { 'WWW-Authenticate': { description: 'How to sign in.', schema: { type: 'string' } } },
        }),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
        }),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: referenceTo('Problem') }],
              properties: { type: { enum: codes.map((code) => `urn:foothold:problem:${code}`) } },
            },
          },
        },
      },
    ]),
  )
}

function problemLine(code: ProblemCode): string {
  return `- \`${code}\`: ${sentencePattern(code)}`
}

function namedSchemasAsJson(): Json {
  const { schemas } = z.toJSONSchema(namedSchemas, {
    io: 'output',
    unrepresentable: 'any',
    uri: referenceTo,
    override: ({ jsonSchema }) => {
      leaveOutOurOwn(jsonSchema)
      // An answer may grow; who reads one today must not refuse the field of tomorrow.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: _id, ...schema }]) => [name, schema]),
  )
}

/** What may be sent. */
function asJson(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => leaveOutOurOwn(jsonSchema),
  })
  return json
}

/** What is so for our code alone: that we change no value, and how large a number JavaScript counts exactly. */
function leaveOutOurOwn(schema: z.core.JSONSchema.BaseSchema): void {
  // In OpenAPI it would mean that it must not be sent.
  delete schema.readOnly
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}

function referenceTo(name: string): string {
  return `#/components/schemas/${name}`
}
