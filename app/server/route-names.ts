import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const manifestSchema = z.object({
  staticRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
})

/**
 * Names the route of a path by its pattern, `/s/[slug]`, as the build lists them. A path can hold a code: it is never written down.
 *
 * @returns gives `other` for a path of no route
 */
export function routeNames(folder: string): (path: string) => string {
  const file = join(folder, '.next', 'routes-manifest.json')
  if (!existsSync(file)) return () => 'other'
  const { staticRoutes, dynamicRoutes } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    page,
    regex: new RegExp(regex),
  }))
  return (path) =>
    path.startsWith('/_next/static/')
      ? '/_next/static'
      : (routes.find(({ regex }) => regex.test(path))?.page ?? 'other')
}
