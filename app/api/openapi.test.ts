import { readdirSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openApiDocument } from './openapi'
import { operations } from './operations'

/** Everything under `app/api` that answers requests, but for next-auth, which is no call for programs, and the refusal of all the rest. */
const routeFiles = readdirSync('app/api', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(`${sep}route.ts`))
  .filter((file) => !file.includes('[...nextauth]') && !file.includes('[[...path]]'))

function pathOf(routeFile: string): string {
  const parts = dirname(routeFile).split(sep)
  return ['/api', ...parts].join('/').replaceAll('[', '{').replaceAll(']', '}')
}

test('every route and method is described, and nothing is described that is not there', async () => {
  const served: string[] = []
  for (const file of routeFiles) {
    const route: unknown = await import(join(process.cwd(), 'app', 'api', file))
    if (typeof route !== 'object' || route === null || !('OPTIONS' in route))
      throw new Error(`${file} exports no OPTIONS. Make its methods with \`methods\` of app/api/serve.ts.`)
    const { OPTIONS } = route
    if (typeof OPTIONS !== 'function') throw new Error(`OPTIONS of ${file} is no function.`)
    const answer: unknown = await OPTIONS(new Request('http://localhost/', { method: 'OPTIONS' }), {})
    if (!(answer instanceof Response)) throw new Error(`OPTIONS of ${file} gives no answer.`)
    const methods = (answer.headers.get('allow') ?? '').split(', ')
    served.push(
      ...methods
        .filter((method) => method !== 'HEAD' && method !== 'OPTIONS')
        .map((method) => `${method} ${pathOf(file)}`),
    )
  }
  expect(served.length).toBeGreaterThan(8)
  const described = operations.map(({ method, path }) => `${method} ${path}`)
  expect(described.sort()).toEqual(served.sort())
})

test('the description is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const document = structuredClone(openApiDocument(operations))
  const { valid, errors } = await validator.validate(document)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('operations have names of their own, and each says what it refuses', () => {
  const ids = operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
